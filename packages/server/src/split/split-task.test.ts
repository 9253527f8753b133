import { readFileSync } from 'node:fs';
import { codeBookError, codeBookMoments, gaussianSigma, normSensitivity } from '@sotto/privacy';
import { expect, test } from 'vitest';
import { TASK } from '../fixture.contract.ts';
import { noiseVariance, type SplitTask } from './split-task.ts';

const taskOf = (dimension: number, microEpsilon: number): SplitTask => ({
  ...TASK,
  mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension, microClip: 1_000_000 },
  mode: {
    kind: 'split',
    helper: { url: 'https://h.example/', operator: 'H. Elper', key: 'A'.repeat(87) },
    noise: { microEpsilon, picoDelta: 1_000_000 },
  },
});

const varianceOf = (task: SplitTask): number => {
  const { numerator, denominator } = noiseVariance(task);
  return Number(numerator) / Number(denominator);
};

/** The least that continuous noise needs: two words of n bits differ by the root of n. */
test.each([
  [8, 128],
  [200, 256],
  [512, 512],
  [1_024, 1_024],
])('noise for %i numbers is enough for words of %i bits, and little more', (dimension, frame) => {
  for (const epsilon of [0.1, 1, 4, 16]) {
    const least = gaussianSigma(
      normSensitivity('substitution', Math.sqrt(frame) / 2),
      { epsilon, delta: 1e-6 },
      1,
    );
    const sigma = Math.sqrt(varianceOf(taskOf(dimension, epsilon * 1e6)));
    expect(sigma).toBeGreaterThan(least);
    expect(sigma).toBeLessThan(1.1 * least);
  }
});

/** Euclidean error of the mean of vectors as long as the clip, as a share of it. */
function errorOf(epsilon: number, reports: number, task?: SplitTask): number {
  const book = { ...taskOf(512, 1).mechanism, microEpsilon: epsilon * 1e6 };
  const { gain } = codeBookMoments(book);
  const noise = task === undefined ? 0 : (8 * 512 * varianceOf(task)) / (reports * gain) ** 2;
  return Math.sqrt(codeBookError(book) / reports + noise);
}

const digits = (error: number): number => Number(error.toPrecision(2));

test('docs/split.md states the errors of split mode', () => {
  const text = readFileSync(new URL('../../../../docs/split.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| ([\d,]+) +\| ([\d.]+) +\| ([\d.]+) +\| ([\d.]+) +\|$/gm)];
  const stated = rows.map((row) => row.slice(1).map((cell) => Number(cell.replaceAll(',', ''))));
  expect(stated).toEqual(
    [10_000, 100_000, 1_000_000].map((reports) => [
      reports,
      digits(errorOf(4, reports)),
      digits(errorOf(1, reports)),
      digits(errorOf(4, reports, taskOf(512, 1_000_000))),
    ]),
  );
});
