import { CHANNEL_NAMES } from '@sotto/core';
import { FUSION_CHANNELS, fusionWeights } from '@sotto/learning';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import { makeDevices, type Behaviour } from './crowd.ts';
import { drawOccasions, measure } from './measure.ts';
import { runFederated, type FederatedRun } from './run-federated.ts';
import { openServerSite } from './server-site.ts';
import { makeShoppers } from './shoppers.ts';
import { catalogOnly } from './simulate-shop.ts';
import type { Site } from './site.ts';
import { RELEASE, type Numbers } from './versions-in-use.ts';

const synthetic = syntheticShop({ users: 120 });
const shop: EvaluatedShop = { catalog: synthetic.catalog, weights: DEFAULT_WEIGHTS };
const prior = catalogOnly(shop.weights);
const users = synthetic.sequences.map(({ user, items }) => ({
  user,
  items: Uint32Array.from(items, (id) => synthetic.indexOf(id)),
  times: Float64Array.from(items, (_, at) => at),
}));
const period = { firstRound: 3_000, lastRound: 3_003 };
const shoppers = await makeShoppers(shop, users, { timed: false, seed: 1, onShopper() {} });
const devices = makeDevices(shoppers, 500, { period, timed: false, seed: 1 });
const willing: Behaviour = { consent: 1, dropOut: 0.1, hostile: 0 };

/** Reports at epsilon 8, where nothing else is said, so that a crowd of hundreds is enough. */
async function simulated(
  behaviour: Behaviour,
  seed = 1,
  crowd = devices,
  epsilon = 8,
): Promise<FederatedRun> {
  const site = await openServerSite(period, epsilon, seed);
  return runFederated(crowd, site, { prior, period, behaviour, seed, onRound() {} });
}

/** NDCG@10 of what devices of the period went on to. */
async function qualityOf(numbers: Numbers): Promise<number> {
  const occasions = drawOccasions(devices, period, 60, 1);
  const weights = fusionWeights(prior, numbers ?? []);
  const [values = new Float32Array()] = await measure(shop, occasions, [() => ({ weights })], {
    seed: 1,
    onOccasion() {},
  });
  return values.reduce((sum, each) => sum + each, 0) / occasions.length;
}

const lastOf = ({ known }: FederatedRun) => known.at(-1) ?? RELEASE;

test('learns versions that rank better than the prior', { timeout: 60_000 }, async () => {
  const run = await simulated(willing);
  const [before, after] = [await qualityOf(null), await qualityOf(lastOf(run).current)];
  expect(lastOf(run).states.some(({ state }) => state === 'current')).toBe(true);
  expect(after).toBeGreaterThan(before * 1.05);
});

test('gives the same versions for the same seed', { timeout: 60_000 }, async () => {
  const few = devices.slice(0, 60);
  const [one, again] = [await simulated(willing, 5, few), await simulated(willing, 5, few)].map(
    ({ reports, known }) => ({
      reports,
      numbers: known.map(({ current, candidate }) => [current, candidate?.numbers]),
    }),
  );
  expect(again).toEqual(one);
});

test('a fifth of hostile devices takes nothing from shoppers', { timeout: 60_000 }, async () => {
  const run = await simulated({ ...willing, hostile: 0.2 });
  expect(await qualityOf(lastOf(run).current)).toBeGreaterThan(await qualityOf(null));
});

/** Towards bestsellers and away from all else. */
const HOSTILE = FUSION_CHANNELS.map((name) => (name === 'popularity' ? 2 : -1));

/** The first step at epsilon 1, where all devices are hostile: its length, and its cosine with where they want it to go. */
const hostileStep = async (loud: boolean) => {
  const hostile = { ...willing, hostile: 1, loud };
  const { known } = await simulated(hostile, 1, devices.slice(0, 150), 1);
  const numbers = known.find(({ candidate }) => candidate !== null)?.candidate?.numbers ?? [];
  const along = HOSTILE.reduce((sum, each, at) => sum + each * (numbers[at] ?? 0), 0);
  const length = Math.hypot(...numbers);
  return { length, cosine: along / (length * Math.hypot(...HOSTILE)) };
};

test(
  'reports without noise go the hostile way, those with noise less',
  { timeout: 120_000 },
  async () => {
    const [loud, within] = [await hostileStep(true), await hostileStep(false)];
    // Both steps are as long as the cap. With 135 reports noise across the way is 0.8 of the way: a cosine of 0.76, and
    // above 0.95 in fewer than one draw of a thousand.
    expect(loud.length).toBeCloseTo(within.length, 3);
    expect(loud.cosine).toBeGreaterThan(0.95);
    expect(within.cosine).toBeLessThan(0.95);
  },
);

test('rolls back what devices vote against', { timeout: 60_000 }, async () => {
  const site = await openServerSite(period, 8, 1);
  const against: Site = {
    ...site,
    report: (round, answer) =>
      site.report(round, answer.kind === 'vote' ? { kind: 'vote', vote: 1 } : answer),
  };
  const options = { prior, period, behaviour: willing, seed: 1, onRound() {} };
  const { known } = await runFederated(devices, against, options);
  const states = known.at(-1)?.states.map(({ state }) => state) ?? [];
  expect(states).toContain('rolled-back');
  expect(states).not.toContain('current');
  expect(known.every(({ current }) => current === null)).toBe(true);
});

test('a prior of the catalog has no weight on what others did', () => {
  expect(CHANNEL_NAMES.filter((name) => prior[name] !== shop.weights[name])).toEqual([
    'neighbours',
    'popularity',
  ]);
});
