import { expect, test } from 'vitest';
import { groupByUser } from './sequences.ts';

test('takes a product that comes again where it came first', () => {
  const rows = [0, 1, 0, 2].map((item) => ({ user: 'u', item }));
  const { users, timed } = groupByUser(rows);
  expect(users.map(({ items }) => [...items])).toEqual([[0, 1, 2]]);
  expect(timed).toBe(false);
});

test('sorts by time, whatever the order of the rows', () => {
  const rows = [
    { user: 'u', item: 0, at: 30 },
    { user: 'v', item: 0, at: 5 },
    { user: 'u', item: 1, at: 10 },
    { user: 'u', item: 0, at: 20 },
  ];
  const { users, timed } = groupByUser(rows);
  expect(users.map(({ items, times }) => [[...items], [...times]])).toEqual([
    [
      [1, 0],
      [10, 20],
    ],
    [[0], [5]],
  ]);
  expect(timed).toBe(true);
});
