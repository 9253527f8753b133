import { CHANNEL_NAMES } from '@sotto/core';
import { table, type Alignment } from '../terminal/table.ts';
import type { Colours } from '../terminal/terminal.ts';
import { LIST_LENGTH, type VariantResult } from './evaluate-shop.ts';
import { METRIC_NAMES, type MetricName } from './metrics.ts';

/** Four digits behind the point and no zero before it: nine columns fit on a narrow terminal. */
const share = (value: number): string =>
  value >= 0.99995 ? value.toFixed(3) : value.toFixed(4).replace('0.', '.');

const RIGHT: readonly Alignment[] = ['left', ...METRIC_NAMES.map(() => 'right' as const)];

/** The tables of an evaluation, for a terminal. */
export function reportText(results: readonly VariantResult[], colours: Colours): string {
  const listed = results.filter(({ lists }) => lists !== undefined);
  return [accuracy(listed, colours), listTable(listed, colours), ablation(results, colours)].join(
    '\n\n',
  );
}

function accuracy(results: readonly VariantResult[], { bold, dim }: Colours): string {
  const bound = (result: VariantResult, end: 'low' | 'high', title: string) => [
    dim(title),
    ...METRIC_NAMES.map((name) => dim(share(result.intervals?.[name][end] ?? 0))),
  ];
  const rows = results.flatMap((result) => [
    [
      result.kind === 'ranker' ? bold(result.name) : result.name,
      ...METRIC_NAMES.map((name) => {
        const mean = share(result.metrics[name]);
        return result.kind === 'ranker' ? bold(mean) : mean;
      }),
    ],
    bound(result, 'low', '  from'),
    bound(result, 'high', '  to'),
  ]);
  return table([[dim('(95 %)'), ...METRIC_NAMES.map((name) => dim(name))], ...rows], RIGHT);
}

function listTable(results: readonly VariantResult[], { dim }: Colours): string {
  const head = [`Lists of ${LIST_LENGTH}`, 'coverage', 'novelty (bits)', 'diversity'];
  const rows = results.map(({ name, lists }) => [
    name,
    `${((lists?.coverage ?? 0) * 100).toFixed(1)} %`,
    (lists?.novelty ?? 0).toFixed(2),
    (lists?.diversity ?? 0).toFixed(3),
  ]);
  return table([head.map((cell) => dim(cell)), ...rows], RIGHT);
}

const mean = (result: VariantResult | undefined, name: MetricName): number =>
  result?.metrics[name] ?? 0;

function ablation(results: readonly VariantResult[], { dim, green, red }: Colours): string {
  const head = ['Channel', 'weight', 'alone HR@10', 'NDCG@10', 'without NDCG@10', 'change'];
  const full = results.find(({ kind }) => kind === 'ranker');
  const rows = CHANNEL_NAMES.flatMap((name) => {
    const alone = results.find((result) => result.kind === 'alone' && result.name === name);
    const without = results.find((result) => result.kind === 'without' && result.name === name);
    if (alone === undefined || full === undefined) return [];
    const left = mean(without, 'NDCG@10');
    const change = mean(full, 'NDCG@10') === 0 ? 0 : left / mean(full, 'NDCG@10') - 1;
    const percent = `${change > 0 ? '+' : ''}${(change * 100).toFixed(1)} %`;
    const colour = change < 0 ? green : red;
    return [
      [
        name,
        String(full.weights[name]),
        share(mean(alone, 'HR@10')),
        share(mean(alone, 'NDCG@10')),
        share(left),
        Math.abs(change) < 0.005 ? dim(percent) : colour(percent),
      ],
    ];
  });
  return table([head.map((cell) => dim(cell)), ...rows], RIGHT);
}
