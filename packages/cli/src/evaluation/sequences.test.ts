import { expect, test } from 'vitest';
import { groupByUser } from './sequences.ts';

const indexOf = (id: string) => ['a', 'b', 'c'].indexOf(id);

test('takes a product that comes again where it came first', () => {
  const rows = ['a', 'b', 'a', 'c'].map((item) => ({ user: 'u', item }));
  const { users, timed } = groupByUser(rows, indexOf);
  expect(users.map(({ items }) => [...items])).toEqual([[0, 1, 2]]);
  expect(timed).toBe(false);
});

test('sorts by time, whatever the order of the rows', () => {
  const rows = [
    { user: 'u', item: 'a', at: 30 },
    { user: 'v', item: 'a', at: 5 },
    { user: 'u', item: 'b', at: 10 },
    { user: 'u', item: 'a', at: 20 },
  ];
  const { users, timed } = groupByUser(rows, indexOf);
  expect(users.map(({ items, times }) => [[...items], [...times]])).toEqual([
    [
      [1, 0],
      [10, 20],
    ],
    [[0], [5]],
  ]);
  expect(timed).toBe(true);
});

test('counts rows of products that the pack does not have', () => {
  const rows = ['a', 'x', 'y'].map((item) => ({ user: 'u', item }));
  expect(groupByUser(rows, indexOf)).toMatchObject({ rows: 1, unknownRows: 2 });
});
