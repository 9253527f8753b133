import { SottoError } from '@sotto/core';

const WINDOW = 4;

/** Whether the first 16 bytes of `block` occur in `drawn`, at a multiple of four, from word `from`. */
function recurs(block: Uint32Array, drawn: Uint32Array, from: number): boolean {
  // Stryker disable next-line ArithmeticOperator: past the end of a block no word is equal.
  for (let at = from; at + WINDOW <= drawn.length; at += 1) {
    let same = 0;
    while (same < WINDOW && drawn[at + same] === block[same]) same += 1;
    if (same === WINDOW) return true;
  }
  return false;
}

/**
 * Refuses what a broken generator gives: a buffer left as it was, a constant, a short cycle of words, or
 * the same block twice. The rule: the first 16 bytes of a block occur neither later in it nor in the
 * block before. A good generator breaks it with a chance of 2^-119 a block.
 *
 * It can't tell a good generator from a deterministic one that never repeats; no test of output can.
 *
 * @param block the words just drawn
 * @param previous the block drawn before, or null at the first
 * @throws `privacy/randomness`
 *
 * Source: after the repetition count test of NIST SP 800-90B (2018), section 4.4.1.
 */
export function assertHealthy(block: Uint32Array, previous: Uint32Array | null): void {
  if (recurs(block, block, 1) || (previous !== null && recurs(block, previous, 0)))
    throw new SottoError('privacy/randomness', { origin: 'privacy' });
}
