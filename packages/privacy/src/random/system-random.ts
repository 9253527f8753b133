import { SottoError } from '@sotto/core';
import { assertHealthy } from './health-test.ts';
import type { RandomSource } from './random-source.ts';

const BLOCK_WORDS = 256;

function drawBlock(): Uint32Array<ArrayBuffer> {
  try {
    return crypto.getRandomValues(new Uint32Array(BLOCK_WORDS));
  } catch (cause) {
    throw new SottoError('privacy/randomness', { origin: 'privacy', cause });
  }
}

/**
 * The platform's generator, `crypto.getRandomValues`, read in blocks of 1,024 bytes; each block is
 * tested before any of it is used, and no bit is used twice.
 *
 * Fails closed: once it has thrown it throws for ever.
 *
 * @throws (from `uint32`) `privacy/randomness` when Web Crypto is absent or throws, or when a block fails
 * the health test.
 */
export function systemRandom(): RandomSource {
  let block: Uint32Array | null = null;
  let at = BLOCK_WORDS;
  let broken = false;

  function refill(): void {
    if (broken) throw new SottoError('privacy/randomness', { origin: 'privacy' });
    broken = true;
    const drawn = drawBlock();
    assertHealthy(drawn, block);
    broken = false;
    block = drawn;
    at = 0;
  }

  return {
    uint32() {
      if (at === BLOCK_WORDS) refill();
      // Stryker disable next-line OptionalChaining: there is a block once it was filled.
      const word = block?.[at];
      if (word === undefined) throw new SottoError('privacy/randomness', { origin: 'privacy' });
      at += 1;
      return word;
    },
  };
}
