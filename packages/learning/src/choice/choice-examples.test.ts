import { DAY_MS, seededRng, type EventKind } from '@sotto/core';
import { buildProfile, CHANNELS, topK, type Interaction } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choiceExamples,
  examination,
  FUSION_CHANNELS,
  pairedChoiceExamples,
  type ChoiceOptions,
} from '../index.ts';
import { choicesOf } from './choices.ts';

const NOW = 20_400 * DAY_MS;
const { catalog } = syntheticShop();
const { size } = catalog.items;
const shop = { catalog };
const options = (more: Partial<ChoiceOptions> = {}): ChoiceOptions => ({
  rng: seededRng(1),
  ...more,
});
/** A history of views, or of other kinds, a minute apart. */
const events = (...list: readonly (number | readonly [EventKind, number])[]): Interaction[] =>
  list.map((each, at) => {
    const [kind, item] = typeof each === 'number' ? (['view', each] as const) : each;
    return { kind, item, at: NOW + at * 60_000 };
  });

const history = fc.array(
  fc.record({
    item: fc.nat(size - 1),
    kind: fc.constantFrom<EventKind>('impression', 'click', 'view', 'dwell', 'cart', 'purchase'),
    at: fc.nat(60 * 60_000).map((ms) => NOW + ms),
  }),
  { maxLength: 40 },
);
const inTime = history.map((list) => list.toSorted((a, b) => a.at - b.at));

test('a choice is the first time that the shopper goes on to a product', () => {
  const list = events(1, ['dwell', 1], ['click', 2], 2, ['cart', 2], 1, ['purchase', 3]);
  expect(choicesOf(list).map(({ index, item }) => [index, item])).toEqual([
    [2, 2],
    [6, 3],
  ]);
});

test('what was seen in the list and left is what was passed over', () => {
  const list = events(
    ['impression', 9],
    1,
    ['impression', 4],
    ['impression', 5],
    ['impression', 6],
    ['dwell', 1],
    ['click', 6],
  );
  expect(choicesOf(list)).toEqual([
    { index: 6, item: 6, at: NOW + 6 * 60_000, passedOver: [4, 5], weight: 1 / examination(3) },
  ]);
});

test('a list that was left long ago has no part in a choice', () => {
  const [first, seen] = events(1, ['impression', 4]);
  const late: Interaction = { kind: 'click', item: 2, at: NOW + DAY_MS };
  const [choice] = choicesOf([first!, seen!, late]);
  expect(choice).toMatchObject({ item: 2, passedOver: [], weight: 1 });
});

test('attention falls along a list, down to the tenth place', () => {
  expect(examination(1)).toBe(1);
  expect(examination(4)).toBe(0.5);
  expect(examination(500)).toBe(examination(10));
});

test('an example holds the values that channels give, the chosen product first', async () => {
  const list = events(1, 7, 13, 19);
  const examples = await choiceExamples(list, shop, options());
  expect(examples.map(({ items }) => items[0])).toEqual([7, 13, 19]);
  for (const [at, example] of examples.entries()) {
    const now = NOW + (at + 1) * 60_000;
    const profile = buildProfile(list.slice(0, at + 1), now);
    const input = { catalog, profile, page: { kind: 'home', basket: [] }, now };
    for (const [column, name] of FUSION_CHANNELS.entries()) {
      const out = new Float32Array(size);
      CHANNELS.find((channel) => channel.name === name)?.score(input, out);
      const values = [...example.items].map(
        (_, i) => example.values[i * FUSION_CHANNELS.length + column],
      );
      expect(values).toEqual([...example.items].map((item) => out[item]));
    }
  }
});

test('candidates are what each channel puts first, without what was known, and some at random', async () => {
  const list = events(1, 7, 13);
  const [, example] = await choiceExamples(list, shop, options({ best: 10, random: 10 }));
  const now = NOW + 2 * 60_000;
  const profile = buildProfile(list.slice(0, 2), now);
  const tops = CHANNELS.flatMap((channel) => {
    const out = new Float32Array(size);
    channel.score({ catalog, profile, page: { kind: 'home', basket: [] }, now }, out);
    return topK(out, 10, (item) => out[item]! > 0 && item !== 1 && item !== 7);
  });
  const { items = [], standsFor = [] } = example ?? {};
  const alone = new Set([13, ...tops]).size;
  expect(new Set(items.slice(0, alone))).toEqual(new Set([13, ...tops]));
  expect(Array.from(standsFor.slice(0, alone)).every((each) => each === 0)).toBe(true);
  expect(items.length - alone).toBeGreaterThan(3);
  expect(items.length - alone).toBeLessThanOrEqual(10);
});

test('those drawn at random stand for all that are no candidates', async () => {
  const [example] = await choiceExamples(events(1, 7), shop, options({ best: 5, random: 40 }));
  const products = [...(example?.standsFor ?? [])].reduce((sum, each) => sum + Math.exp(each), 0);
  expect(products).toBeCloseTo(size - 1, 2);
});

test('any history gives examples that hold together', async () => {
  await fc.assert(
    fc.asyncProperty(inTime, fc.integer({ min: 0, max: 6 }), async (list, most) => {
      const examples = await choiceExamples(list, shop, options({ most, best: 20, random: 5 }));
      expect(examples.length).toBeLessThanOrEqual(most);
      for (const { items, values, size: candidates, weight, at } of examples) {
        expect(candidates).toBeGreaterThanOrEqual(2);
        expect(new Set(items).size).toBe(candidates);
        expect(values).toHaveLength(candidates * FUSION_CHANNELS.length);
        expect(values.every(Number.isFinite)).toBe(true);
        expect(weight).toBeGreaterThanOrEqual(1);
        const known = list.filter((one) => one.kind !== 'impression' && one.at < at);
        expect(known.some(({ item }) => items.includes(item))).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});

test('takes the choices of a time, the newest, with the history from before it', async () => {
  const list = events(1, 2, 3, 4, 5, 6);
  const since = NOW + 2 * 60_000;
  const until = NOW + 5 * 60_000;
  const week = await choiceExamples(list, shop, options({ since, until }));
  expect(week.map(({ items }) => items[0])).toEqual([3, 4, 5]);
  expect(week[0]?.profile.items).toEqual(Uint32Array.of(2, 1));
  const newest = await choiceExamples(list, shop, options({ since, until, most: 2 }));
  expect(newest.map(({ items }) => items[0])).toEqual([4, 5]);
});

test('leaves out what is not finite', async () => {
  const { neighbours: _, vectors, ...rest } = catalog;
  if (vectors === undefined) throw new Error('the shop has vectors');
  const broken = {
    ...vectors,
    scale: vectors.scale.map((scale, item) => (item === 3 ? NaN : scale)),
  };
  const list = events(1, 2, 3, 4);
  const found = await choiceExamples(
    list,
    { ...shop, catalog: { ...rest, vectors: broken } },
    options(),
  );
  expect(found.every(({ values }) => values.every(Number.isFinite))).toBe(true);
  expect(found.map(({ items }) => items[0])).not.toContain(3);
});

test('two shops see the same choices with the candidates of both', async () => {
  const list = events(1, 7, 13, 19);
  const { neighbours: _, ...rest } = catalog;
  const prices = { ...rest, items: { ...rest.items, price: catalog.items.price.toReversed() } };
  const other = { catalog: prices };
  const more = options({ best: 20, random: 0 });
  const [one, two] = await pairedChoiceExamples(list, [shop, other], more);
  const alone = await choiceExamples(list, other, more);
  expect(one.map(({ items }) => items)).toEqual(two.map(({ items }) => items));
  expect(one).toHaveLength(3);
  expect(one.map(({ values }) => values)).not.toEqual(two.map(({ values }) => values));
  for (const [at, { items }] of alone.entries())
    expect([...items].every((item) => one[at]?.items.includes(item))).toBe(true);
});

test('asks the sequence encoder where each history leads, and lets others have their turn', async () => {
  const asked: number[] = [];
  let pauses = 0;
  const encoded = {
    catalog: { ...catalog, ...(catalog.vectors && { sequenceVectors: catalog.vectors }) },
    sequenceEncoder: {
      encode: async (vectors: readonly Float32Array[]) => {
        asked.push(vectors.length);
        return vectors.at(-1);
      },
    },
  };
  const pause = async () => void (pauses += 1);
  const [first] = await choiceExamples(events(1, 2, 3), encoded, options({ pause }));
  expect(asked).toEqual([1, 2]);
  expect(pauses).toBe(2);
  const column = FUSION_CHANNELS.indexOf('sequence');
  const values = first?.values.filter((_, at) => at % FUSION_CHANNELS.length === column);
  expect(values?.some((value) => value > 0)).toBe(true);
});
