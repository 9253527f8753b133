import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kAryEstimate, kAryRates } from './mechanisms/k-ary-response/k-ary-estimate.ts';
import { codeBookError, codeBookMoments } from './mechanisms/code-book/code-book-moments.ts';
import { codeBookPlan } from './mechanisms/code-book/code-book-weights.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const REPORTS = 10_000;

/** The numbers of the first table behind the heading or sentence, row by row. */
function table(behind: string): number[][] {
  const [, rows = ''] = /\n\n(\|.+?)\n\n/s.exec(README.slice(README.indexOf(behind))) ?? [];
  const cells = rows
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1));
  return cells.map((row) => row.map((cell) => Number(cell.replace(',', ''))));
}

const codeBook = (epsilon: number, dimension: number) => ({
  microEpsilon: epsilon * 1e6,
  dimension,
  microClip: 1_000_000,
});

test('the README states the standard errors of k-ary response', () => {
  const rows = table('Standard error of the count of a rare value');
  expect(rows).toHaveLength(3);
  for (const [values = 0, ...errors] of rows)
    expect(errors).toEqual(
      [1, 2, 4].map((epsilon) => {
        const parameters = { microEpsilon: epsilon * 1e6, values };
        const { other } = kAryRates(parameters);
        const reported = Array.from({ length: values }, (_, i) =>
          i === 0 ? other * REPORTS : ((1 - other) * REPORTS) / (values - 1),
        );
        return Math.round(kAryEstimate(parameters, reported, 0.95)[0]!.standardError);
      }),
    );
});

test('the README states the moments of code-book response', () => {
  const rows = table('## Code-book response');
  expect(rows).toHaveLength(4);
  for (const [epsilon = 0, top, ...moments] of rows) {
    expect(top).toBe(codeBookPlan(epsilon * 1e6).top);
    const { gain, along, across } = codeBookMoments(codeBook(epsilon, 64));
    expect(moments).toEqual([gain, along, across].map((moment) => Number(moment.toFixed(3))));
  }
});

test('the README states the errors of code-book response', () => {
  const rows = table('Euclidean error of the mean of 10,000 reports');
  expect(rows).toHaveLength(5);
  for (const [dimension = 0, ...errors] of rows)
    expect(errors).toEqual(
      [1, 2, 4, 8].map((epsilon) => {
        const error = 100 * Math.sqrt(codeBookError(codeBook(epsilon, dimension)) / REPORTS);
        return Number(error.toFixed(1));
      }),
    );
});
