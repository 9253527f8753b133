import { DAY_MS, seededRng } from '@sotto/core';
import { DEFAULT_WEIGHTS, Scorer } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { CaseScorer, channelInput } from './case-scorer.ts';
import { evaluateShop } from './evaluate-shop.ts';
import { presentChannels } from './present-channels.ts';
import { groupByUser } from './sequences.ts';
import { casesOf } from './split.ts';

const drawn = syntheticShop();
const shop = { ...drawn, weights: DEFAULT_WEIGHTS };
const rows = drawn.sequences.flatMap(({ user, items }) =>
  items.map((id) => ({ user, item: drawn.indexOf(id) })),
);
const sequences = groupByUser(rows);
const cases = casesOf(sequences, 'leave-one-out', 'test');
const options = { timed: false, orders: new Uint32Array(drawn.items.length), seed: 1 };

test(
  'finds that personal lists beat the bestsellers, well beyond chance',
  { timeout: 60_000 },
  () => {
    const results = evaluateShop(shop, cases, options);
    const of = (name: string) => results.find((result) => result.name === name);
    const personal = of('ranker')?.intervals?.['NDCG@10'];
    const popular = of('popular')?.intervals?.['NDCG@10'];
    expect(personal?.low).toBeGreaterThan(popular?.high ?? Infinity);
    expect(of('ranker')?.lists?.coverage).toBeGreaterThan(of('popular')?.lists?.coverage ?? 1);
    expect(of('ranker')?.lists?.novelty).toBeGreaterThan(0);
    expect(of('no orders')?.weights.neighbours).toBe(0);
  },
);

test('measures each channel with data alone, and all but it', () => {
  const results = evaluateShop(shop, cases.slice(0, 5), options);
  const names = (kind: string) =>
    results.filter((one) => one.kind === kind).map(({ name }) => name);
  const used = presentChannels(shop.catalog).filter((name) => shop.weights[name] !== 0);
  expect(names('alone')).toEqual(used.filter((name) => name !== 'seen'));
  expect(names('without')).toEqual(names('alone'));
});

test('gives the same figures for the same seed, and tells of every case', () => {
  const told: number[] = [];
  const first = evaluateShop(shop, cases.slice(0, 20), {
    ...options,
    onCase: (done) => told.push(done),
  });
  expect(evaluateShop(shop, cases.slice(0, 20), options)).toEqual(first);
  expect(told).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

test('scores exactly as the ranking package does', () => {
  const scorer = new Scorer(shop.catalog);
  const mine = new CaseScorer(shop.catalog, presentChannels(shop.catalog), false);
  for (const one of cases.slice(0, 30)) {
    mine.load(one);
    const { catalog: _, ...input } = channelInput(shop.catalog, one, false);
    const expected = scorer.score(input, DEFAULT_WEIGHTS);
    for (const item of one.seen) expected[item] = -Infinity;
    expect(mine.scores(DEFAULT_WEIGHTS)).toEqual(expected);
  }
});

test('finds nothing where the future is drawn at random', () => {
  const rng = seededRng(2);
  const blind = cases.map((one) => ({
    ...one,
    targets: [Math.floor(rng.next() * drawn.items.length)],
    at: 20_400 * DAY_MS,
    seen: new Uint32Array(),
  }));
  const [all] = evaluateShop(shop, blind, options);
  // A tenth of 24 lists hits by chance; the interval must contain that.
  const chance = 10 / drawn.items.length;
  expect(all?.intervals?.['HR@10'].low).toBeLessThan(chance);
  expect(all?.intervals?.['HR@10'].high).toBeGreaterThan(chance);
});
