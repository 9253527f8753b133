import { expect, test } from 'vitest';
import { codeBookEstimate } from '../mechanisms/code-book/code-book-estimate.ts';
import { emptyTally, tallyReports } from '../mechanisms/code-book/code-book-tally.ts';
import { roundKey } from '../public-randomness/round-key.ts';
import { loudestReports } from './loudest-reports.ts';

const direction = Float64Array.from({ length: 16 }, (_, at) => (at % 3) - 1);
const length = Math.hypot(...direction);

/** The mean of the reports along the vector and across it, in clips: honest reports of a vector so long have 1 and 0. */
async function meanOf(microEpsilon: number) {
  const parameters = { microEpsilon, dimension: 16, microClip: 100_000 };
  const key = await roundKey('00'.repeat(32), 7);
  const payloads = loudestReports(parameters, key, direction);
  const tally = tallyReports(emptyTally(parameters), parameters, key, payloads);
  const means = codeBookEstimate(parameters, tally, 0.95).map(({ mean }) => mean / 0.1);
  const along = means.reduce((sum, mean, at) => sum + (mean * direction[at]!) / length, 0);
  return { along, across: Math.sqrt(Math.hypot(...means) ** 2 - along ** 2) };
}

test.each([
  [1, 9, 10],
  [2, 4.5, 5.5],
  [4, 2, 3],
  [8, 1, 2],
])('at epsilon %d weigh between %d and %d honest reports', async (epsilon, least, most) => {
  const { along, across } = await meanOf(epsilon * 1e6);
  expect(along).toBeGreaterThan(least);
  expect(along).toBeLessThan(most);
  expect(across).toBeLessThan(along / 2);
});
