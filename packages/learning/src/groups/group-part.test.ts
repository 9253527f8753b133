import { seededRng } from '@sotto/core';
import {
  counterRandom,
  HashedCounts,
  localHashing,
  localHashingEstimate,
  localHashingRates,
  roundKey,
} from '@sotto/privacy';
import { shopModelSchema } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { groupPart, type CountsResult, type GroupPart } from './group-part.ts';
import { groupSignals } from './group-signals.ts';
import { sumRounds } from './noisy-counts.ts';

const MICRO_EPSILON = 4_000_000;
const NUMBERING = '0123456789abcdef';

/** A round by the real mechanism: so many devices hold each item. */
async function round(held: readonly number[], seed: number): Promise<CountsResult> {
  const parameters = { microEpsilon: MICRO_EPSILON, items: held.length };
  const key = await roundKey('groups', seed);
  const random = counterRandom(seed);
  const counts = new HashedCounts(parameters);
  held.forEach((devices, item) => {
    for (let done = 0; done < devices; done += 1)
      counts.add(localHashing(random, parameters, key, item));
  });
  const items = localHashingEstimate(counts, key, 0.95).items;
  return {
    kind: 'counts',
    counts: items.map(({ count }) => count),
    low: items.map(({ low }) => low),
    high: items.map(({ high }) => high),
    confidence: 0.95,
  };
}

const exact = (counts: readonly number[]): CountsResult => ({
  kind: 'counts',
  counts: [...counts],
  low: [...counts],
  high: [...counts],
  confidence: 0.95,
});

test('reads the standard error of the mechanism from the published intervals', async () => {
  const held = Array.from({ length: 200 }, (_, at) => (at < 5 ? 200 : 5));
  const { standardError } = sumRounds([await round(held, 1)], 0.8);
  const { truth, other } = localHashingRates({ microEpsilon: MICRO_EPSILON, items: 200 });
  const reports = held.reduce((sum, each) => sum + each, 0);
  const formula = Math.sqrt(reports * other * (1 - other)) / (truth - other);
  expect(standardError / formula).toBeGreaterThan(0.95);
  // Intervals have a continuity correction.
  expect(standardError / formula).toBeLessThan(1.15);
});

test('an older round counts for less, and so does its noise', () => {
  const high = [10, 100].map((each) => each + 1.959964 * 3);
  const rounds = [
    { ...exact([10, 100]), high },
    { ...exact([0, 100]), high: [high[0]! - 10, high[1]!] },
  ];
  const { counts, standardError } = sumRounds(rounds, 0.5);
  expect([...counts]).toEqual([10, 150]);
  expect(standardError).toBeCloseTo(3 * Math.sqrt(1.25), 5);
});

/** Groups 0 to 9 with popularity 10 to 1; who was in group 2 goes to group 7 much more often than by chance. */
const POPULARITY = Array.from({ length: 10 }, (_, at) => 200 * (10 - at));

function pairCounts(devices: number): number[] {
  const total = POPULARITY.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: 100 }, (_, at) => {
    const [from, to] = [Math.floor(at / 10), at % 10];
    const chance = (POPULARITY[from]! / total) * (POPULARITY[to]! / total);
    const lift = from === to ? 3 : from === 2 && to === 7 ? 8 : 1;
    return Math.round(devices * chance * lift);
  });
}

const liftFrom = ({ covisits }: GroupPart, from: number, to: number): number | undefined => {
  const cells = covisits?.cells ?? [];
  for (let at = 0; at < cells.length; at += 3)
    if (cells[at] === from && cells[at + 1] === to) return cells[at + 2]! / 1000;
  return undefined;
};

test('tells exact counts as they are', () => {
  const part = groupPart(NUMBERING, [exact(POPULARITY)], [exact(pairCounts(1e6))]);
  expect(part).toMatchObject({ count: 10, popularity: POPULARITY, standardError: 0 });
  // Lifts are beside all pairs, of which the planted ones make more.
  const { within, across } = part.covisits!;
  expect(within / across).toBeGreaterThan(2.8);
  expect(within / across).toBeLessThan(3.2);
  expect(liftFrom(part, 2, 7)! / (across / 1000)).toBeGreaterThan(6);
});

/** Fixed seed. */
test('finds by the real mechanism which groups are popular and which one leads where', async () => {
  const devices = pairCounts(20_000);
  const part = groupPart(NUMBERING, [await round(POPULARITY, 2)], [await round(devices, 3)]);
  const best = part.popularity.indexOf(Math.max(...part.popularity));
  expect(best).toBeLessThan(2);
  const { within, across } = part.covisits!;
  expect(within / across).toBeGreaterThan(2);
  expect(within / across).toBeLessThan(4.5);
  expect(liftFrom(part, 2, 7)! / (across / 1000)).toBeGreaterThan(3);
});

/** Fixed seeds, 10 rounds. Reports of devices that have nothing to tell lead nowhere. */
test('makes nothing of noise', async () => {
  for (let seed = 0; seed < 10; seed += 1) {
    const key = await roundKey('groups', seed);
    const parameters = { microEpsilon: MICRO_EPSILON, items: 100 };
    const counts = new HashedCounts(parameters);
    const random = counterRandom(seed);
    for (let done = 0; done < 500; done += 1)
      counts.add(localHashing(random, parameters, key, null));
    const items = localHashingEstimate(counts, key, 0.95).items;
    const nothing = {
      ...exact(items.map(({ count }) => count)),
      high: items.map(({ high }) => high),
    };
    const part = groupPart(
      NUMBERING,
      [
        await round(
          POPULARITY.map((each) => each / 20),
          seed,
        ),
      ],
      [nothing],
    );
    const lifts = groupSignals(part, {
      count: 10,
      numbering: NUMBERING,
      of: new Uint16Array(10),
    })?.lifts;
    for (const lift of lifts?.lift ?? []) expect(Math.abs(lift - 1)).toBeLessThan(2);
  }
});

test('fits the wire at its largest, below 64 kB', () => {
  const rng = seededRng(7);
  const popularity = exact(Array.from({ length: 447 }, () => Math.floor(rng.next() * 1e6)));
  const pairs = exact(Array.from({ length: 447 ** 2 }, () => Math.floor(rng.next() ** 8 * 1e5)));
  const groups = groupPart(NUMBERING, [popularity], [pairs]);
  expect(groups.covisits?.cells).toHaveLength(3 * 4_096);
  expect(JSON.stringify(groups).length).toBeLessThan(65_536);
  const { parts } = shopModelSchema.entries;
  expect(parts.entries.groups.wrapped['~standard'].validate(groups)).toMatchObject({
    value: groups,
  });
});

test('tells no pairs of other groups than it tells the popularity of', () => {
  expect(groupPart(NUMBERING, [exact([1, 2, 3])], [exact([1, 2, 3, 4])]).covisits).toBeUndefined();
});

test('a device reads popularity for one product of a group', () => {
  const part = groupPart(NUMBERING, [exact([90, 10])]);
  const of = Uint16Array.of(0, 0, 0, 1);
  const signals = groupSignals(part, { count: 2, numbering: NUMBERING, of });
  expect([...(signals?.popularity ?? [])].map((each) => Math.round(100 * each))).toEqual([120, 40]);
  expect(signals?.of).toBe(of);
  expect(signals?.lifts).toBeUndefined();
});

test('a device reads lifts beside those of their class', () => {
  const covisits = { within: 4_000, across: 500, cells: [0, 0, 2_000, 0, 1, 1_500, 2, 0, 250] };
  const part = {
    count: 3,
    numbering: NUMBERING,
    popularity: [1, 1, 1],
    standardError: 0,
    covisits,
  };
  const signals = groupSignals(part, {
    count: 3,
    numbering: NUMBERING,
    of: Uint16Array.of(0, 1, 2),
  });
  expect(signals?.lifts).toEqual({
    offsets: Uint32Array.of(0, 2, 2, 3),
    to: Uint16Array.of(0, 1, 0),
    lift: Float32Array.of(0.5, 3, 0.5),
  });
});

test('a device makes nothing of groups that are not its own, or are numbered otherwise', () => {
  const part = groupPart(NUMBERING, [exact([90, 10])]);
  const of = Uint16Array.of(0, 1);
  expect(groupSignals(part, { count: 2, numbering: NUMBERING, of })).toBeDefined();
  expect(groupSignals(part, { count: 2, numbering: 'fedcba9876543210', of })).toBeUndefined();
  expect(
    groupSignals(part, {
      count: 3,
      numbering: NUMBERING,
      of: Uint16Array.of(0, 1, 2),
    }),
  ).toBeUndefined();
});
