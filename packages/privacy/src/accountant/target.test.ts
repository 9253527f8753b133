import { expect, test } from 'vitest';
import { meets } from './target.ts';

test('meets a delta that a computed one does not exceed by its rounding', () => {
  const computed = 1e-6;
  expect(meets(computed, computed * (1 + 1e-10))).toBe(true);
  expect(meets(computed, computed)).toBe(false);
  expect(meets(computed, computed * (1 + 0.9e-10))).toBe(false);
});
