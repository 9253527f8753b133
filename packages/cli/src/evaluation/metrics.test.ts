import { expect, test } from 'vitest';
import { caseMetrics, METRIC_NAMES, MetricTable } from './metrics.ts';

const of = (ranks: readonly number[]) =>
  Object.fromEntries(caseMetrics(ranks).map((value, at) => [METRIC_NAMES[at], value]));

test('gives the values of a calculation by hand for one target in third place', () => {
  expect(of([2])).toEqual({
    'HR@5': 1,
    'NDCG@5': 0.5,
    'MRR@5': 1 / 3,
    'HR@10': 1,
    'NDCG@10': 0.5,
    'MRR@10': 1 / 3,
    'HR@20': 1,
    'NDCG@20': 0.5,
    'MRR@20': 1 / 3,
  });
});

test('counts a target in sixth place from ten on', () => {
  const metrics = of([5]);
  expect([metrics['HR@5'], metrics['NDCG@5'], metrics['MRR@5']]).toEqual([0, 0, 0]);
  expect(metrics['NDCG@10']).toBeCloseTo(1 / Math.log2(7), 12);
  expect(metrics['MRR@10']).toBeCloseTo(1 / 6, 12);
});

test('divides the gain of several targets by the best there is', () => {
  const best = 1 + 1 / Math.log2(3);
  expect(of([0, 3])['NDCG@5']).toBeCloseTo((1 + 1 / Math.log2(5)) / best, 12);
  expect(of([0, 1])['NDCG@5']).toBe(1);
  expect(of([0, 30])['NDCG@20']).toBeCloseTo(1 / best, 12);
});

test('keeps one row a user', () => {
  const table = new MetricTable();
  table.add([0]);
  table.add([40]);
  table.add([1]);
  expect(table.users).toBe(3);
  expect([...table.column('HR@5')]).toEqual([1, 0, 1]);
  expect([...table.column('MRR@20')]).toEqual([1, 0, 0.5]);
});
