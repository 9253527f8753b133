import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as privacy from '../index.ts';
import { hashedResponse } from '../mechanisms/local-hashing/local-hashing.ts';
import {
  localHashingRates,
  surfacingCount,
} from '../mechanisms/local-hashing/local-hashing-estimate.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Rows of numbers of the table whose header begins with a cell. */
function rows(header: string): string[][] {
  const from = readme.split('\n').findIndex((line) => line.startsWith(`| ${header} `));
  const table = readme.split('\n').slice(from + 2);
  return table
    .slice(
      0,
      table.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(',', '')),
    );
}

const TARGET = { epsilon: 1, delta: 1e-6 };

test('says what 30 releases cost together', () => {
  const table = rows('epsilon of one');
  expect(table).toHaveLength(5);
  for (const [first, ...cells] of table) {
    const epsilon = Number(first);
    const pure = { epsilon, releases: 30 };
    const mu = privacy.gaussianMuFor({ ...TARGET, epsilon });
    expect(cells).toEqual([
      String(privacy.basicComposition(Array<number>(30).fill(epsilon * 1e6)) / 1e6),
      privacy.optimalCompositionEpsilon(pure, 1e-6).toFixed(3),
      privacy.gaussianEpsilon(privacy.composeMu(Array<number>(30).fill(mu)), 1e-6).toFixed(3),
      privacy.zcdpEpsilon((30 * mu * mu) / 2, 1e-6).toFixed(3),
    ]);
  }
});

test('says which local epsilon shuffled reports may have', () => {
  const table = rows('  reports');
  expect(table).toHaveLength(4);
  for (const [reports, ...cells] of table)
    expect(cells).toEqual(
      [1, 2, 4].map((epsilon) =>
        privacy.shuffleLocalEpsilon(Number(reports), { ...TARGET, epsilon }).toFixed(3),
      ),
    );
});

test('says how exact local hashing is', () => {
  const table = rows('reports');
  expect(table).toHaveLength(9);
  for (const [first, epsilon, ...cells] of table) {
    const reports = Number(first);
    const parameters = { microEpsilon: Number(epsilon) * 1e6, items: 10_000 };
    const { truth, other } = localHashingRates(parameters);
    expect(cells).toEqual([
      String(hashedResponse(parameters).values),
      (Math.sqrt(reports * other * (1 - other)) / (truth - other)).toFixed(1),
      surfacingCount(parameters, reports, 0.95, 0).toFixed(1),
    ]);
  }
});

test('names every function of the accountant, and none that is not exported', () => {
  const [, table = ''] = /\| question .*\n((?:\|.*\n)+)/.exec(readme) ?? [];
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  const index = readFileSync(new URL('../index.ts', import.meta.url), 'utf8');
  const exported = [...index.matchAll(/\{([^}]*)\} from '\.\/accountant\//g)].flatMap(
    ([, names = '']) => names.split(',').map((name) => name.trim()),
  );
  const functions = exported.filter((name) => name !== '' && !name.startsWith('type '));
  expect(named.toSorted()).toEqual(functions.toSorted());
});
