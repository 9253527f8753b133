import { expect, test } from 'vitest';
import { counterRandom } from '../../random/counter-random.ts';
import { kAryEstimate } from './k-ary-estimate.ts';
import { kAryResponse } from './k-ary-response.ts';

const PARAMETERS = { microEpsilon: 1_500_000, values: 4 };

/** Seed 7. A coverage of 0.95 gives fewer than 360 of 400 with a chance below 1e-4. */
test('holds the true count within its interval as often as it says', () => {
  const random = counterRandom(7);
  const rounds = 400;
  let within = 0;
  for (let round = 0; round < rounds; round++) {
    const reported = [0, 0, 0, 0];
    for (let at = 0; at < 100; at++) {
      const report = kAryResponse(random, PARAMETERS, at < 40 ? 0 : 1 + (at % 3));
      reported[report] = (reported[report] ?? 0) + 1;
    }
    const [first] = kAryEstimate(PARAMETERS, reported, 0.95);
    if (first !== undefined && first.low <= 40 && 40 <= first.high) within++;
  }
  expect(within).toBeGreaterThanOrEqual(360);
  // An interval that always holds would say nothing.
  expect(within).toBeLessThan(400);
});
