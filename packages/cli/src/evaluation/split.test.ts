import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByUser } from './sequences.ts';
import { casesOf, cutHistories, sampleCases, trainingPart } from './split.ts';

const lines = (users: readonly (readonly number[])[]) =>
  groupByUser(users.flatMap((items, user) => items.map((item) => ({ user: `${user}`, item }))));
const plain = (values: Uint32Array) => [...values];

test('holds back the last product for test and the one before for validation', () => {
  const sequences = lines([
    [5, 6, 7, 8],
    [1, 2],
  ]);
  const [test] = casesOf(sequences, 'leave-one-out', 'test');
  const [validation, ...others] = casesOf(sequences, 'leave-one-out', 'validation');
  expect([plain(test?.history ?? new Uint32Array()), test?.targets]).toEqual([[5, 6, 7], [8]]);
  expect([plain(validation?.history ?? new Uint32Array()), validation?.targets]).toEqual([
    [5, 6],
    [7],
  ]);
  expect(others).toEqual([]);
  expect(trainingPart(sequences, 'leave-one-out').map(({ items }) => plain(items))).toEqual([
    [5, 6],
  ]);
});

test('never shows training what is to be found', () => {
  const user = fc.uniqueArray(fc.nat(30), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(user), (users) => {
      const sequences = lines(users);
      const known = trainingPart(sequences, 'leave-one-out');
      const kept = known.reduce((sum, { items }) => sum + items.length, 0);
      const test = casesOf(sequences, 'leave-one-out', 'test');
      const validation = casesOf(sequences, 'leave-one-out', 'validation');
      const long = users.filter((items) => items.length >= 3);
      expect(kept + test.length + validation.length).toBe(long.flat().length);
    }),
  );
});

test('cuts all users at one moment, and asks for the first order after it', () => {
  const day = 86_400_000;
  const rows = Array.from({ length: 100 }, (_, at) => ({
    user: `${at % 10}`,
    item: at,
    at: Math.floor(at / 2) * day,
  }));
  const sequences = groupByUser(rows);
  const cases = casesOf(sequences, 'time', 'test');
  const validation = casesOf(sequences, 'time', 'validation');
  expect(cases).toHaveLength(10);
  for (const { history, targets, at } of cases) {
    expect(at).toBeGreaterThanOrEqual(45 * day);
    expect(Math.max(...history)).toBeLessThan(90);
    expect(Math.min(...targets)).toBeGreaterThanOrEqual(90);
  }
  expect(validation.every(({ at }) => at >= 40 * day && at < 45 * day)).toBe(true);
  const known = trainingPart(sequences, 'time').flatMap(({ items }) => plain(items));
  expect(Math.max(...known)).toBeLessThan(80);
});

test('takes all products of one order as what is to be found', () => {
  const rows = [1, 1, 1, 2, 2, 2, 3, 3, 9, 9].map((at, item) => ({
    user: 'a',
    item,
    at,
  }));
  const [only] = casesOf(groupByUser(rows), 'time', 'test');
  expect(only?.targets).toEqual([8, 9]);
  const [validation] = casesOf(groupByUser(rows), 'time', 'validation');
  expect(validation).toBeUndefined();
});

test('samples the same cases for the same seed and keeps their order', () => {
  const cases = casesOf(
    lines(Array.from({ length: 50 }, (_, user) => [user, user + 50, user + 100])),
    'leave-one-out',
    'test',
  );
  const sample = sampleCases(cases, 10, 4);
  expect(sample).toHaveLength(10);
  expect(sampleCases(cases, 10, 4)).toEqual(sample);
  expect(sampleCases(cases, 10, 5)).not.toEqual(sample);
  const places = sample.map((one) => cases.indexOf(one));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('keeps what was seen when it cuts a history', () => {
  const [only] = cutHistories(casesOf(lines([[1, 2, 3, 4]]), 'leave-one-out', 'test'), 1);
  expect(plain(only?.history ?? new Uint32Array())).toEqual([3]);
  expect(plain(only?.seen ?? new Uint32Array())).toEqual([1, 2, 3]);
});
