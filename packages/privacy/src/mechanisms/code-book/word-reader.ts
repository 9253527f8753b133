import type { RoundKey } from '../../public-randomness/round-key.ts';
import {
  type CodeBookParameters,
  frameSize,
  requireCodeBookParameters,
} from './code-book-parameters.ts';
import { payloadBits } from './code-words.ts';
import { rotateBack, roundSigns } from './rotation.ts';

/**
 * Reads words of a round: of a payload the word that it names, rotated back and not yet divided by anything. The first
 * `dimension` numbers are the vector's; each has the mean square of the frame's size where words tell of nothing.
 *
 * @param key of the round that the payloads were made for
 * @returns takes a payload, throws `privacy/parameters` where it is none, and gives the same array each time
 * @throws `privacy/parameters`
 */
export function wordReader(
  parameters: CodeBookParameters,
  key: RoundKey,
): (payload: number) => Int32Array {
  requireCodeBookParameters(parameters);
  const frame = frameSize(parameters.dimension);
  const signs = roundSigns(key, frame);
  // Stryker disable next-line ArithmeticOperator: of a longer word the start is the same.
  const bits = new Int32Array(frame / 32);
  const word = new Int32Array(frame);
  return (payload) => {
    payloadBits(key, payload, bits);
    // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
    for (let i = 0; i < frame; i += 1) word[i] = 2 * ((bits[i >> 5]! >>> (i & 31)) & 1) - 1;
    rotateBack(word, signs);
    return word;
  };
}
