import type { RoundKey } from '../../public-randomness/round-key.ts';
import {
  type CodeBookParameters,
  frameSize,
  requireCodeBookParameters,
} from './code-book-parameters.ts';
import { payloadBits } from './code-words.ts';

/**
 * The public word that a payload names, one number for each coordinate of the frame: 1 where the sign is plus,
 * 0 where it is minus. It says what the payload says, and no more.
 *
 * @param key of the round that the payload was made for
 * @param payload a whole number below 2^22, as `codeBookResponse` gave it
 * @throws `privacy/parameters`
 */
export function codeBookWord(
  parameters: CodeBookParameters,
  key: RoundKey,
  payload: number,
): number[] {
  requireCodeBookParameters(parameters);
  const bits = new Int32Array(frameSize(parameters.dimension) / 32);
  payloadBits(key, payload, bits);
  return [...bits].flatMap((some) => Array.from({ length: 32 }, (_, i) => (some >>> i) & 1));
}
