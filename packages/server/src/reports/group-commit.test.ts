import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** Writes that a test ends one by one. */
function heldWrites() {
  const writes: { items: readonly number[]; end: (error?: Error) => void }[] = [];
  const write = (items: readonly number[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error) => (error ? reject(error) : resolve(items.map(String)));
      writes.push({ items, end });
    });
  return { writes, write };
}

/** Lets what is settled go on, and what comes after it. */
async function turn(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

test('joins what comes while a write runs into the next one, and answers each for its own', async () => {
  const { writes, write } = heldWrites();
  const commit = groupCommit(write, { perWrite: 10, waiting: 100 });
  const answers = [commit([1])];
  await turn();
  answers.push(commit([2, 3]), commit([4]));
  await turn();
  expect(writes.map(({ items }) => items)).toEqual([[1]]);
  writes[0]!.end();
  await turn();
  expect(writes[1]!.items).toEqual([2, 3, 4]);
  writes[1]!.end();
  expect(await Promise.all(answers)).toEqual([['1'], ['2', '3'], ['4']]);
});

test('writes no more at once than it may, but one caller’s items together', async () => {
  const { writes, write } = heldWrites();
  const commit = groupCommit(write, { perWrite: 3, waiting: 100 });
  const answers = [[1], [2, 3], [4, 5], [6, 7, 8, 9], [10]].map(commit);
  for (let nth = 0; nth < 4; nth += 1) {
    await turn();
    writes[nth]?.end();
  }
  expect(writes.map(({ items }) => items)).toEqual([[1, 2, 3], [4, 5], [6, 7, 8, 9], [10]]);
  expect((await Promise.all(answers)).flat()).toHaveLength(10);
});

test('tells everyone of a failed write, and goes on', async () => {
  const { writes, write } = heldWrites();
  const commit = groupCommit(write, { perWrite: 10, waiting: 100 });
  const first = commit([1]);
  await turn();
  const failing = Promise.allSettled([commit([2]), commit([3])]);
  writes[0]!.end();
  await turn();
  writes[1]!.end(new Error('gone'));
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = commit([4]);
  await turn();
  writes[2]!.end();
  expect([await first, await next]).toEqual([['1'], ['4']]);
});

test('refuses what it has no room for, and has room again when it is written', async () => {
  const { writes, write } = heldWrites();
  const commit = groupCommit(write, { perWrite: 10, waiting: 3 });
  const running = commit([1]);
  await turn();
  const waiting = commit([2, 3]);
  await expect(commit([4, 5])).rejects.toMatchObject({ code: 'server/busy', retry: true });
  writes[0]!.end();
  await running;
  await turn();
  const later = commit([4, 5]);
  writes[1]!.end();
  await waiting;
  await turn();
  writes[2]!.end();
  expect(await later).toEqual(['4', '5']);
});
