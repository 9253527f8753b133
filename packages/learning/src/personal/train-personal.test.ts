import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRng, type ChannelWeights } from '@sotto/core';
import { DEFAULT_WEIGHTS, EMPTY_PROFILE, CHANNELS } from '@sotto/ranking';
import { rankingCatalog, syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { drawExamples, drawVectors } from '../../test/drawn-examples.ts';
import {
  choiceExamples,
  EMPTY_PERSONAL_MODEL,
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  FUSION_SHARPNESS,
  fusionLoss,
  fusionWeights,
  parsePersonalModel,
  personalPass,
  restartPersonal,
  tasteFor,
  trainPersonal,
  weightScale,
  type ChoiceExample,
  type PersonalModel,
  type PersonalTask,
} from '../index.ts';
import { listGain } from '../fusion/list-gain.ts';
import { withTasteValues } from './taste.ts';

const prior: ChannelWeights = {
  ...DEFAULT_WEIGHTS,
  terms: 1,
  semantic: 0.5,
  category: 0.3,
  brand: 0.3,
  price: 0.3,
  neighbours: 0,
};
/** The loss is least where P is the square of the chance: so sharp are shoppers whom the prior fits. */
const sharpness = FUSION_SHARPNESS / weightScale(prior) / 2;
const numbers = new Float64Array(FUSION_DIMENSION);

/** A shopper who goes by brand and not by words. */
const loyal = { ...prior, terms: 0.2, brand: 1.2 };
const task = (seed: number, weights: ChannelWeights, count: number): PersonalTask => ({
  examples: drawExamples(seededRng(seed), { count, weights, sharpness }),
  prior,
  numbers,
});

const lossOf = ({ examples }: PersonalTask, { correction }: PersonalModel): number =>
  fusionLoss(examples, fusionWeights(prior, numbers, correction), numbers) ?? NaN;

test('learns what a shopper goes by', () => {
  const model = trainPersonal(task(1, loyal, 60));
  const weights = fusionWeights(prior, numbers, model.correction);
  expect(weights.brand).toBeGreaterThan(prior.brand);
  expect(weights.terms).toBeLessThan(prior.terms);
  const later = task(2, loyal, 300);
  expect(lossOf(later, model)).toBeLessThan(lossOf(later, EMPTY_PERSONAL_MODEL) - 0.02);
});

test('learns a taste that no channel tells of, and how strong it is', () => {
  const rng = seededRng(3);
  const vectors = drawVectors(rng, 300, 12);
  const liking = (item: number): number => 6 * vectors.codes[item * 12]! * vectors.scale[item]!;
  const examples = (seed: number, count: number) =>
    drawExamples(seededRng(seed), { count, weights: prior, sharpness, liking });
  const model = trainPersonal({ examples: examples(4, 80), prior, numbers, vectors });
  expect(model.taste[0]).toBeGreaterThan(0.7);
  expect(Math.hypot(...model.taste)).toBeCloseTo(1, 5);
  const weights = fusionWeights(prior, numbers, model.correction);
  expect(weights.taste).toBeGreaterThan(0);
  const later = withTasteValues(examples(5, 200), vectors, Float32Array.from(model.taste));
  expect(fusionLoss(later, weights, numbers)).toBeLessThan(
    (fusionLoss(later, prior, numbers) ?? 0) - 0.02,
  );
});

test('a taste has the values of its channel', () => {
  const { items } = syntheticShop();
  const catalog = rankingCatalog(items);
  const { vectors } = catalog;
  if (vectors === undefined) throw new Error('the catalog has vectors');
  const taste = Float32Array.from({ length: vectors.dimensions }, (_, at) => (at % 3) / 6 - 0.1);
  const [example] = drawExamples(seededRng(1), {
    count: 1,
    weights: prior,
    sharpness,
    products: items.length,
  });
  const [told] = withTasteValues(example ? [example] : [], vectors, taste);
  const out = new Float32Array(items.length);
  const page = { kind: 'home', basket: [] };
  CHANNELS.find(({ name }) => name === 'taste')?.score(
    { catalog, profile: EMPTY_PROFILE, page, now: 0, taste },
    out,
  );
  const column = FUSION_CHANNELS.indexOf('taste');
  told?.items.forEach((item, i) => {
    expect(told.values[i * FUSION_CHANNELS.length + column]).toBeCloseTo(out[item] ?? NaN, 6);
  });
});

/** Mean gain of lists by a model over those of the shop, and its standard error. */
function meanGain(pairs: readonly (readonly [PersonalModel, readonly ChoiceExample[]])[]) {
  const gains = pairs.map(([{ correction }, later]) => {
    const weights = fusionWeights(prior, numbers, correction);
    const gain = later.map((example) => listGain(example, weights) - listGain(example, prior));
    return gain.reduce((sum, each) => sum + each, 0) / later.length;
  });
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / gains.length };
}

test('where the shop knows best already, it mostly keeps to it, and loses no more than noise', () => {
  const later = task(100, prior, 300).examples;
  const models = Array.from({ length: 40 }, (_, seed) =>
    trainPersonal(task(200 + seed, prior, 6 + (seed % 20))),
  );
  const untouched = models.filter(({ correction }) => correction.every((each) => each === 0));
  expect(untouched.length).toBeGreaterThan(26);
  const { mean } = meanGain(models.map((model) => [model, later]));
  expect(mean).toBeGreaterThan(-0.005);
});

test('of histories at random nothing is learnt that lists would show', async () => {
  const { catalog } = syntheticShop();
  const rng = seededRng(9);
  const pairs: [PersonalModel, ChoiceExample[]][] = [];
  for (let shopper = 0; shopper < 24; shopper++) {
    const history = Array.from({ length: 6 + (shopper % 12) }, (_, at) => ({
      item: Math.floor(rng.next() * catalog.items.size),
      kind: 'view' as const,
      at: at * 3_600_000,
    }));
    const examples = await choiceExamples(history, { catalog }, { rng });
    const { vectors } = catalog;
    const model = trainPersonal({ examples: examples.slice(0, -2), prior, numbers, vectors });
    const taste = tasteFor(model, vectors?.dimensions);
    const later = examples.slice(-2);
    pairs.push([model, vectors && taste ? withTasteValues(later, vectors, taste) : later]);
  }
  const { mean, error } = meanGain(pairs);
  // Four standard errors: a chance of 3 in 100,000, and the seed is fixed.
  expect(mean).toBeGreaterThan(-4 * error - 1e-9);
  expect(error).toBeLessThan(0.02);
});

test('with too few choices it learns nothing', () => {
  for (let count = 0; count <= 3; count++) {
    const { training, ...model } = trainPersonal({
      ...task(1, loyal, count),
      vectors: drawVectors(seededRng(1), 300, 4),
    });
    expect(training.stage).toBe('done');
    expect(model).toEqual({ version: 1, correction: EMPTY_PERSONAL_MODEL.correction, taste: [] });
  }
});

test('a training that is killed at any pass goes on from what was kept', () => {
  const vectors = drawVectors(seededRng(3), 300, 12);
  const whole = { ...task(1, loyal, 40), vectors };
  const expected = trainPersonal(whole);
  let model: PersonalModel = EMPTY_PERSONAL_MODEL;
  let passes = 0;
  while (model.training.stage !== 'done') {
    const next = parsePersonalModel(JSON.parse(JSON.stringify(personalPass(whole, model))));
    if (next === undefined) throw new Error('what a pass gives is a model');
    if (next.training.stage !== 'done') expect(next.correction).toEqual(model.correction);
    model = next;
    passes += 1;
  }
  expect(model).toEqual(expected);
  expect(passes).toBeGreaterThan(5);
  expect(personalPass(whole, model)).toBe(model);
  const again = restartPersonal(model);
  expect(again.correction).toEqual(model.correction);
  expect(trainPersonal(whole, again)).toEqual(expected);
});

test('weights stay within their bounds', () => {
  const averse = { ...task(7, { ...prior, brand: -2, terms: -2 }, 80) };
  const ridges = { correction: 0.01, taste: 1 };
  const { correction } = trainPersonal({ ...averse, ridges });
  const weights = fusionWeights(prior, numbers, correction);
  expect(weights.brand).toBeCloseTo(0, 5);
  expect(weights.terms).toBeCloseTo(0, 5);
  for (const name of FUSION_CHANNELS)
    if (name !== 'seen') expect(weights[name]).toBeGreaterThanOrEqual(0);
});

test('a model of a large taste is small', () => {
  const vectors = drawVectors(seededRng(3), 300, 1024);
  const { examples } = task(1, loyal, 12);
  let model: PersonalModel = EMPTY_PERSONAL_MODEL;
  let longest = 0;
  while (model.training.stage !== 'done') {
    model = personalPass({ examples, prior, numbers, vectors }, model);
    longest = Math.max(longest, JSON.stringify(model).length);
  }
  expect(longest).toBeGreaterThan(5_000);
  expect(longest).toBeLessThan(45_000);
});

test('values that are not finite teach nothing', () => {
  const broken = task(1, loyal, 40);
  const examples = broken.examples.map((example, at) =>
    at % 2 === 0 ? { ...example, values: example.values.map(() => NaN) } : example,
  );
  const vectors = { ...drawVectors(seededRng(1), 300, 4), scale: new Float32Array(300).fill(NaN) };
  const model = trainPersonal({ ...broken, examples, vectors });
  expect(parsePersonalModel(model)).toEqual(model);
  expect(model.correction).toEqual(EMPTY_PERSONAL_MODEL.correction);
  expect(model.taste).toEqual([]);
});

test('keeps nothing of 32 trainings', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const whole = { ...task(1, loyal, 12), vectors: drawVectors(seededRng(3), 300, 12) };
  const growth: number[] = [];
  let before = Infinity;
  for (let look = 0; look < 4; look++) {
    for (let i = 0; i < 8; i++) trainPersonal(whole);
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    growth.push(heapUsed + arrayBuffers - before);
    before = heapUsed + arrayBuffers;
  }
  // Less than what one example of each training would be.
  const example = whole.examples[0]?.values.byteLength ?? 0;
  expect(Math.min(...growth.slice(1))).toBeLessThan(8 * example);
});
