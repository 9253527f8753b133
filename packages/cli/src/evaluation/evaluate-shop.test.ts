import { DAY_MS, seededRng } from '@sotto/core';
import { PlainRuntime, SequenceEncoderModel } from '@sotto/inference';
import { DEFAULT_WEIGHTS, Scorer } from '@sotto/ranking';
import { syntheticSequenceEncoder, syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { CaseScorer, scoreInput } from './case-scorer.ts';
import { evaluateShop } from './evaluate-shop.ts';
import { presentChannels } from './present-channels.ts';
import { groupByUser } from './sequences.ts';
import { casesOf } from './split.ts';

const drawn = syntheticShop();
const encoder = await new PlainRuntime().open(
  syntheticSequenceEncoder(drawn.catalog.vectors?.dimensions ?? 0).model,
);
const sequenceEncoder = new SequenceEncoderModel(encoder);
const shop = { ...drawn, weights: DEFAULT_WEIGHTS, sequenceEncoder };
const rows = drawn.sequences.flatMap(({ user, items }) =>
  items.map((id) => ({ user, item: drawn.indexOf(id) })),
);
const sequences = groupByUser(rows);
const cases = casesOf(sequences, 'leave-one-out', 'test');
const options = { timed: false, orders: new Uint32Array(drawn.items.length), seed: 1 };

test(
  'finds that personal lists beat the bestsellers, well beyond chance',
  { timeout: 60_000 },
  async () => {
    const results = await evaluateShop(shop, cases, options);
    const of = (name: string) => results.find((result) => result.name === name);
    const personal = of('ranker')?.intervals?.['NDCG@10'];
    const popular = of('popular')?.intervals?.['NDCG@10'];
    expect(personal?.low).toBeGreaterThan(popular?.high ?? Infinity);
    expect(of('ranker')?.lists?.coverage).toBeGreaterThan(of('popular')?.lists?.coverage ?? 1);
    expect(of('ranker')?.lists?.novelty).toBeGreaterThan(0);
    expect(of('no orders')?.weights.neighbours).toBe(0);
  },
);

test('measures each channel with data alone, and all that are used but it', async () => {
  const results = await evaluateShop(shop, cases.slice(0, 5), options);
  const names = (kind: string) =>
    results.filter((one) => one.kind === kind).map(({ name }) => name);
  const known = presentChannels(shop).filter((name) => name !== 'seen');
  expect(names('alone')).toEqual(known);
  expect(names('alone')).toContain('sequence');
  expect(names('without')).toEqual(known.filter((name) => shop.weights[name] !== 0));
});

test('gives the same figures for the same seed, and tells of every case', async () => {
  const told: number[] = [];
  const first = await evaluateShop(shop, cases.slice(0, 20), {
    ...options,
    onCase: (done) => told.push(done),
  });
  expect(await evaluateShop(shop, cases.slice(0, 20), options)).toEqual(first);
  expect(told).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

test('scores exactly as the ranking package does', async () => {
  const weights = { ...DEFAULT_WEIGHTS, semantic: 0.3, sequence: 0.7 };
  const scorer = new Scorer(shop.catalog);
  const mine = new CaseScorer(shop, presentChannels(shop), false);
  for (const one of cases.slice(0, 30)) {
    await mine.load(one);
    const expected = scorer.score(await scoreInput(shop, one, false), weights);
    for (const item of one.seen) expected[item] = -Infinity;
    expect(mine.scores(weights)).toEqual(expected);
  }
});

test('finds nothing where the future is drawn at random', async () => {
  const rng = seededRng(2);
  const blind = cases.map((one) => ({
    ...one,
    targets: [Math.floor(rng.next() * drawn.items.length)],
    at: 20_400 * DAY_MS,
    seen: new Uint32Array(),
  }));
  const [all] = await evaluateShop(shop, blind, options);
  // A tenth of 24 lists hits by chance; the interval must contain that.
  const chance = 10 / drawn.items.length;
  expect(all?.intervals?.['HR@10'].low).toBeLessThan(chance);
  expect(all?.intervals?.['HR@10'].high).toBeGreaterThan(chance);
});
