import { Prio3SumVec } from '@divviup/prio3';

/** Numbers of a proof's chunk for each length of a word: those that make the shortest message. */
const CHUNKS: Readonly<Record<number, number>> = { 128: 9, 256: 18, 512: 17, 1_024: 34 };

/** Bytes of a number of the field, of a seed, and so of a nonce, a blind and a message. */
export const ELEMENT_BYTES = 16;

const known = new Map<number, Prio3SumVec>();

/**
 * Prio3SumVec of VDAF-08 for two aggregators and words of bits: its proof is that every number is 0 or 1, and so that
 * the length of every word is the same.
 *
 * @param frame bits of a word: 128, 256, 512 or 1,024
 */
export function splitVdaf(frame: number): Prio3SumVec {
  const chunkLength = CHUNKS[frame];
  if (chunkLength === undefined) throw new RangeError(`No words have ${frame} bits.`);
  const vdaf =
    known.get(frame) ?? new Prio3SumVec({ shares: 2, bits: 1, length: frame, chunkLength });
  known.set(frame, vdaf);
  return vdaf;
}
