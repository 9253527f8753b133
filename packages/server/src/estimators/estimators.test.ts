import { codeBookResponse, localHashing, roundKey, type RoundKey } from '@sotto/privacy';
import { loudestReports } from '@sotto/privacy/audit';
import type { Result, TaskMechanism } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { seededRandom } from '../fixture.contract.ts';
import { estimatorOf, payloadCheck } from './index.ts';
import { medianOfMeans } from './median-of-means.ts';

const HASHED = { kind: 'local-hashing', microEpsilon: 4_000_000, items: 100 } as const;
const BOOK = {
  kind: 'code-book',
  microEpsilon: 4_000_000,
  dimension: 32,
  microClip: 1_000_000,
} as const;

const key = (round: number): Promise<RoundKey> => roundKey('a task', round);

function estimate(
  mechanism: TaskMechanism,
  of: RoundKey,
  payloads: readonly number[],
): Promise<Result> {
  const estimator = estimatorOf(mechanism, of);
  for (let at = 0; at < payloads.length; at += 100) estimator.add(payloads.slice(at, at + 100));
  return estimator.result();
}

/**
 * 200 and 96 intervals of 95 %. The seeds are fixed; of independent intervals fewer than 176 and 80 would hold with
 * chances of 1e-4.
 */
test('local hashing finds known counts within its intervals', async () => {
  const truth = Array.from({ length: HASHED.items }, (_, item) => (item < 10 ? 40 : 1));
  const holders = truth.flatMap((count, item) => Array<number>(count).fill(item));
  const random = seededRandom(5);
  let within = 0;
  for (const round of [1, 2]) {
    const of = await key(round);
    const payloads = holders.map((item) => localHashing(random, HASHED, of, item));
    const result = await estimate(HASHED, of, payloads);
    if (result.kind !== 'counts') throw new Error('It counts.');
    within += truth.filter((n, at) => result.low[at]! <= n && n <= result.high[at]!).length;
    expect(Math.max(...result.counts.slice(10))).toBeLessThan(Math.max(...result.counts));
  }
  expect(within).toBeGreaterThanOrEqual(176);
  expect(within).toBeLessThan(200);
});

test('code-book response finds a known mean within its intervals', async () => {
  const vectors = [
    Float64Array.from({ length: 32 }, (_, at) => (at % 4) / 12),
    new Float64Array(32).with(3, -0.8),
  ];
  const truth = vectors[0]!.map((each, at) => (each + vectors[1]![at]!) / 2);
  const random = seededRandom(6);
  let within = 0;
  for (const round of [1, 2, 3]) {
    const of = await key(round);
    const payloads = Array.from({ length: 300 }, (_, at) =>
      codeBookResponse(random, BOOK, of, vectors[at % 2]!),
    );
    const result = await estimate(BOOK, of, payloads);
    if (result.kind !== 'mean') throw new Error('It is a mean.');
    within += result.mean.filter(
      (mean, at) => Math.abs(mean - truth[at]!) <= 1.96 * result.standardError[at]!,
    ).length;
  }
  expect(within).toBeGreaterThanOrEqual(80);
  expect(within).toBeLessThan(96);
});

test.each<[TaskMechanism, readonly number[], readonly number[]]>([
  [{ kind: 'k-ary-response', microEpsilon: 1, values: ['a', 'b', 'c'] }, [0, 2], [3, 0xffff_ffff]],
  // e^4 + 1 hash values.
  [HASHED, [0, 55, 0xff_ff_00], [56, 0xff_ff_ff, 0x1_00_00_00, 0xffff_ffff]],
  [BOOK, [0, 0x3f_ffff], [0x40_0000, 0xffff_ffff]],
])('a report of $0.kind has the payloads that it can have', (mechanism, good, bad) => {
  const allows = payloadCheck(mechanism);
  expect(good.map(allows)).not.toContain(false);
  expect(bad.map(allows)).not.toContain(true);
});

const groupOf = (mean: number) => [{ mean, standardError: 1, low: mean - 2, high: mean + 2 }];

/** Fewer than half of the groups are wrong by as much as they like. */
test('the median of means stays where most groups are', () => {
  const honest = [0.9, 0.95, 1, 1, 1.02, 1.05, 1.1, 1.1, 1.2];
  const groups = [...honest, ...Array<number>(7).fill(1e9)].map(groupOf);
  const { mean, standardError } = medianOfMeans(groups, groupOf(4e8));
  expect(mean[0]).toBeGreaterThanOrEqual(0.9);
  expect(mean[0]).toBeLessThanOrEqual(1.2);
  expect(standardError[0]).toBeCloseTo(1.2533);
});

/** 192 distances over standard errors; that more than 10 % are beyond 1.96 has a chance below 1e-3. */
test('the median of groups of reports is as near to the mean as it says', async () => {
  const vector = Float64Array.from({ length: 32 }, (_, at) => (at % 4) / 12);
  const random = seededRandom(7);
  let within = 0;
  for (const round of [1, 2, 3, 4, 5, 6]) {
    const of = await key(round);
    const payloads = Array.from({ length: 320 }, () => codeBookResponse(random, BOOK, of, vector));
    const result = await estimate(BOOK, of, payloads);
    if (result.kind !== 'mean' || result.median === undefined) throw new Error('It has a median.');
    const { groups, mean, standardError } = result.median;
    expect(groups).toBe(16);
    within += mean.filter((each, at) => Math.abs(each - vector[at]!) <= 1.96 * standardError[at]!).length; // prettier-ignore
  }
  expect(within).toBeGreaterThanOrEqual(173);
});

/** A fifth of the reports leave their noise out, and push as far as words of the mechanism can. */
test('the filtered mean stays with honest reports where the mean goes with loud ones', async () => {
  const random = seededRandom(8);
  const [ours, theirs] = [1, -1].map((sign) => new Float64Array(32).fill(0.1).with(0, sign * 0.8));
  const of = await key(9);
  const loud = loudestReports(BOOK, of, theirs!);
  const payloads = Array.from({ length: 800 }, (_, at) => {
    if (at % 5 === 0) return loud[at % loud.length]!;
    return codeBookResponse(random, BOOK, of, at % 5 === 1 ? ours! : null);
  });
  const result = await estimate(BOOK, of, payloads);
  if (result.kind !== 'mean' || result.filtered === undefined) throw new Error('It is filtered.');
  const { filtered, mean, standardError } = result;
  expect(mean[0]).toBeLessThan(-0.2);
  expect(Math.abs(filtered.mean[0]!)).toBeLessThan(-mean[0]! / 2);
  expect(filtered.leftOut).toBeGreaterThan(80);
  expect(filtered.leftOut).toBeLessThan(240);
  expect(filtered.standardError[0]).toBeGreaterThan(standardError[0]! / 2);
});

test('nothing is left out where devices have nothing to tell, and wide vectors are not filtered', async () => {
  const random = seededRandom(9);
  const of = await key(10);
  const result = await estimate(
    BOOK,
    of,
    Array.from({ length: 400 }, () => codeBookResponse(random, BOOK, of, null)),
  );
  if (result.kind !== 'mean') throw new Error('It is a mean.');
  const { mean, standardError } = result;
  expect(result.filtered).toEqual({ leftOut: 0, mean, standardError });
  const wide = { ...BOOK, dimension: 65 };
  const payloads = Array.from({ length: 160 }, () => codeBookResponse(random, wide, of, null));
  expect(await estimate(wide, of, payloads)).not.toHaveProperty('filtered');
});
