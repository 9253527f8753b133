import { VectorsBuilder } from '@sotto/catalog';
import type { NeighbourTable } from '@sotto/core';
import { expect, test } from 'vitest';
import { SequenceFeatures } from './sequence-features.ts';

const WIDTH = 4;

/** Three products whose texts have nothing in common, and one without a text. */
function texts() {
  const builder = new VectorsBuilder(WIDTH);
  for (let item = 0; item < 3; item++) {
    const vector = new Float32Array(WIDTH);
    vector[item] = 2;
    builder.add(vector);
  }
  builder.add(new Float32Array(WIDTH));
  return builder.rounded();
}

/** 0 leads on to 1 and, a quarter as often, to 2; 1 leads on to 2. */
const neighbours: NeighbourTable = {
  offsets: Uint32Array.of(0, 2, 3, 3, 3),
  items: Uint32Array.of(1, 2, 2),
  weights: Uint8Array.of(200, 100, 50),
};
const orders = { neighbours, shoppers: [9, 4, 0, 1] };

/** The parts of one product's features. */
function partsOf(item: number, sources: Partial<{ orders: typeof orders }>) {
  const { features, sales } = new SequenceFeatures({ text: texts(), ...sources }).rows(
    item,
    item + 1,
  );
  const part = (at: number): number[] => [...features.subarray(at * WIDTH, (at + 1) * WIDTH)];
  return { text: part(0), after: part(1), before: part(2), further: part(3), sales: [...sales] };
}

const near = (...numbers: number[]) => numbers.map((each) => expect.closeTo(each, 5) as number);

test('says what comes after and before a product by the texts of its neighbours', () => {
  const { text, after, before } = partsOf(0, { orders });
  expect(text).toEqual([1, 0, 0, 0]);
  // Strengths are squares of the bytes: 4 to 1.
  expect(after).toEqual(near(0, 4 / Math.sqrt(17), 1 / Math.sqrt(17), 0));
  expect(before).toEqual([0, 0, 0, 0]);
  expect(partsOf(2, { orders }).before).toEqual(near(4 / Math.sqrt(17), 1 / Math.sqrt(17), 0, 0));
});

test('says what is two steps away', () => {
  // After 0 comes 1 with 0.8 and 2 with 0.2; after 1 comes 2, after 2 nothing.
  expect(partsOf(0, { orders }).further).toEqual(near(0, 0, 1, 0));
  // Before 2 come 0 and 1; before 1 comes 0.
  expect(partsOf(2, { orders }).further).toEqual(near(1, 0, 0, 0));
});

test('says how often a product was ordered', () => {
  expect(partsOf(0, { orders }).sales).toEqual(near(Math.log(10) / 5, 1));
  expect(partsOf(1, { orders }).sales).toEqual(near(Math.log(5) / 5, 0.8));
});

test('knows texts alone where the shop has no orders', () => {
  const nothing = Array(WIDTH).fill(0);
  expect(partsOf(1, {})).toEqual({
    text: [0, 1, 0, 0],
    after: nothing,
    before: nothing,
    further: nothing,
    sales: [0, 0],
  });
});

test('gives the same rows in one go and one by one', () => {
  const all = new SequenceFeatures({ text: texts(), orders }).rows(0, 4);
  const single = [0, 1, 2, 3].map((item) =>
    new SequenceFeatures({ text: texts(), orders }).rows(item, item + 1),
  );
  expect([...all.features]).toEqual(single.flatMap(({ features }) => [...features]));
  expect([...all.sales]).toEqual(single.flatMap(({ sales }) => [...sales]));
  expect(all.features.every(Number.isFinite)).toBe(true);
});
