import type { NeighbourTable } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeColumns } from './column-file.ts';
import { decodeNeighbours, encodeNeighbours, MAX_NEIGHBOURS } from './neighbours.ts';
import { inverseOrder } from './pack-order.ts';
import { reorderNeighbours } from './reorder-neighbours.ts';

type Row = readonly (readonly [item: number, weight: number])[];

function tableOf(rows: readonly Row[]): NeighbourTable {
  const all = rows.flat();
  const offsets = new Uint32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) offsets[at + 1] = (offsets[at] ?? 0) + row.length;
  return {
    offsets,
    items: Uint32Array.from(all, ([item]) => item),
    weights: Uint8Array.from(all, ([, weight]) => weight),
  };
}

const rowsOf = ({ offsets, items, weights }: NeighbourTable): Row[] =>
  Array.from({ length: offsets.length - 1 }, (_, row) => {
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    return Array.from(
      items.subarray(from, to),
      (item, at) => [item, weights[from + at] ?? 0] as const,
    );
  });

const rows: fc.Arbitrary<Row[]> = fc
  .integer({ min: 1, max: 40 })
  .chain((size) =>
    fc.array(
      fc.array(fc.tuple(fc.nat(size - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 8 }),
      { minLength: size, maxLength: size },
    ),
  );

test('gives every row back, strongest first as before', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const table = decodeNeighbours(encodeNeighbours(tableOf(all)), all.length);
      expect(rowsOf(table)).toEqual(all);
    }),
  );
});

test('keeps the first neighbours of a product that has too many', () => {
  const many: Row = Array.from({ length: 300 }, (_, at) => [at % 2, 255 - (at % 200)]);
  const table = decodeNeighbours(encodeNeighbours(tableOf([many, [[0, 7]]])), 2);
  expect(rowsOf(table)).toEqual([many.slice(0, MAX_NEIGHBOURS), [[0, 7]]]);
});

test('says the same of the products in another order', () => {
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (all, draws) => {
      const keys = all.map(() => draws.next().value ?? 0);
      const order = Uint32Array.from(all.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
      const inverse = inverseOrder(order);
      const moved = rowsOf(reorderNeighbours(tableOf(all), order, inverse));
      const back = moved.map((row) => row.map(([item, weight]) => [order[item] ?? 0, weight]));
      expect(all.map((_, added) => back[inverse[added] ?? 0])).toEqual(all);
    }),
  );
});

test.each([
  ['a neighbour that does not exist', [1, 0], [2], [9], 2],
  ['fewer neighbours than it counts', [1, 1], [0], [9], 2],
  ['fewer weights than neighbours', [1, 1], [0, 1], [9], 2],
  ['another number of products', [1, 1], [0, 1], [9, 9], 3],
])('refuses %s', (_, counts, items, weight, size) => {
  const bytes = encodeColumns({
    counts: Uint8Array.from(counts),
    items: Uint32Array.from(items),
    weight: Uint8Array.from(weight),
  });
  expect(() => decodeNeighbours(bytes, size)).toThrow(
    expect.objectContaining({ code: 'pack/corrupt' }),
  );
});
