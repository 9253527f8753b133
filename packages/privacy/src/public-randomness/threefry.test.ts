import { expect, test } from 'vitest';
import { roundKey } from './round-key.ts';
import { threefry, threefryKey } from './threefry.ts';

const hex = (words: Int32Array) =>
  [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0'));

/** Known answers of Random123, tests/kat_vectors: counter, key, words. */
test.each([
  [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    ['9c6ca96a', 'e17eae66', 'fc10ecd4', '5256a7d8'],
  ],
  [
    [-1, -1, -1, -1],
    [-1, -1, -1, -1],
    ['2a881696', '57012287', 'f6c7446e', 'a16a6732'],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    ['59cd1dbb', 'b8879579', '86b5d00c', 'ac8b6d84'],
  ],
])('gives the known answer of Random123 for counter %s', (counter, key, words) => {
  const out = new Int32Array(6);
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter;
  threefry(threefryKey(key), c0, c1, c2, c3, out, 1);
  expect(hex(out)).toEqual(['00000000', ...words, '00000000']);
});

test('takes four words as key, and nothing behind them', () => {
  expect(threefryKey([1, 2, 3, 4, 5])).toEqual(threefryKey([1, 2, 3, 4]));
  expect(threefryKey([1, 2])).toEqual(threefryKey([1, 2, 0, 0]));
});

test('gives every task and every round a key of its own, and the same one each time', async () => {
  const keys = await Promise.all(
    (
      [
        ['a', 0],
        ['a', 1],
        ['b', 0],
        ['a', 1],
      ] as const
    ).map(([task, round]) => roundKey(task, round)),
  );
  expect(keys[1]).toEqual(keys[3]);
  expect(new Set(keys.map((key) => hex(key).join(''))).size).toBe(3);
});

/** Computed with Python's hashlib from the definition: SHA-256 of `["sotto round",7,"task"]`. */
test('derives the key that the definition gives', async () => {
  const key = await roundKey('task', 7);
  expect(hex(key)).toEqual(['2e4f6c59', '96621b62', 'b5b8102a', 'd2151d70', 'c45161bb']);
  const out = new Int32Array(4);
  threefry(key, 5, 6, 0, 0, out, 0);
  expect(hex(out)).toEqual(['90b0cf8b', 'fb2ee99a', '9d0a5e52', 'e2c8e995']);
});

test.each([-1, 0.5, 2 ** 53, NaN])('refuses round %s', async (round) => {
  await expect(roundKey('a', round)).rejects.toMatchObject({ code: 'privacy/parameters' });
});
