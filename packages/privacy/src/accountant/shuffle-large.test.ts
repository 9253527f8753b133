import { expect, test } from 'vitest';
import { shuffleEpsilon } from './shuffle.ts';

test('answers for a million reports', () => {
  expect(shuffleEpsilon({ reports: 1_000_000, localEpsilon: 0.7 }, 1e-6)).toBeLessThan(0.003);
});
