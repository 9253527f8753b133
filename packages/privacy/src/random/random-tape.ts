import { SottoError } from '@sotto/core';
import type { RandomSource } from './random-source.ts';

/** A source that remembers what was drawn from it. */
export interface RecordedRandom extends RandomSource {
  /** The bytes drawn so far, in order, four a draw, little-endian. */
  tape(): Uint8Array<ArrayBuffer>;
}

/** Draws from `source` and keeps the tape. */
export function recordRandom(source: RandomSource): RecordedRandom {
  const drawn: number[] = [];
  return {
    uint32() {
      const word = source.uint32();
      drawn.push(word);
      return word;
    },
    tape() {
      const bytes = new Uint8Array(drawn.length * 4);
      const view = new DataView(bytes.buffer);
      drawn.forEach((word, i) => view.setUint32(i * 4, word, true));
      return bytes;
    },
  };
}

/**
 * Gives back the draws of a tape: with it and the same input a mechanism repeats its report byte for byte.
 *
 * @param tape what {@link RecordedRandom.tape} gave
 * @throws (from `uint32`) `privacy/randomness` past the end of the tape
 */
export function replayRandom(tape: Uint8Array): RandomSource {
  const view = new DataView(tape.buffer, tape.byteOffset, tape.byteLength);
  let at = 0;
  return {
    uint32() {
      if (at + 4 > view.byteLength)
        throw new SottoError('privacy/randomness', { origin: 'privacy' }, 'The tape has ended.');
      const word = view.getUint32(at, true);
      at += 4;
      return word;
    },
  };
}
