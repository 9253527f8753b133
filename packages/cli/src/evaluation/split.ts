import { seededRng } from '@sotto/core';
import type { Sequences, UserSequence } from './sequences.ts';

/** How sequences are cut into what is known and what is to be found. */
export type SplitName = 'leave-one-out' | 'time';

/** Which part is to be found: `validation` for choosing weights, `test` for the one report. */
export type SplitPart = 'validation' | 'test';

/** One question to the ranker: after this history, what came next? */
export interface EvaluationCase {
  /** Product numbers, oldest first; at least one. */
  readonly history: Uint32Array;
  /** Products that are not ranked: the whole history, also where `history` is cut. */
  readonly seen: Uint32Array;
  /** Milliseconds since 1970 of each. */
  readonly times: Float64Array;
  /** What came next: one product, or those of one order where the file has times. */
  readonly targets: readonly number[];
  /** Milliseconds since 1970 of the targets. */
  readonly at: number;
}

/** Shares of a timed file's rows before validation and before test. */
const VALIDATION_FROM = 0.8;
const TEST_FROM = 0.9;

/**
 * The cases of one part of a split.
 *
 * `leave-one-out`: the last product of each user is test, the one before validation; users need three
 * products. `time`: one moment for all users, before it lie 90 % of all rows (80 % for validation);
 * to be found are the products of a user's first order after it (and, in validation, before the test
 * begins); users need one product before it.
 */
export function casesOf(sequences: Sequences, split: SplitName, part: SplitPart): EvaluationCase[] {
  if (split === 'leave-one-out') return sequences.users.flatMap((user) => lastOf(user, part));
  const [validationFrom, testFrom] = cutTimes(sequences);
  const [from, until] = part === 'test' ? [testFrom, Infinity] : [validationFrom, testFrom];
  return sequences.users.flatMap((user) => firstBetween(user, from, until));
}

/**
 * What a pack may learn from, so that neither validation nor test are in it: all but the last two
 * products of each user, or everything before the validation's moment.
 */
export function trainingPart(sequences: Sequences, split: SplitName): UserSequence[] {
  const [validationFrom] = split === 'time' ? cutTimes(sequences) : [0];
  return sequences.users
    .map(({ user, items, times }) => {
      const end =
        split === 'time' ? firstFrom(times, validationFrom) : Math.max(0, items.length - 2);
      return { user, items: items.subarray(0, end), times: times.subarray(0, end) };
    })
    .filter(({ items }) => items.length > 0);
}

/** At most `limit` of the cases, drawn with a seed and kept in their order. */
export function sampleCases(
  cases: readonly EvaluationCase[],
  limit: number,
  seed: number,
): readonly EvaluationCase[] {
  if (cases.length <= limit) return cases;
  const rng = seededRng(seed);
  const draws = cases.map((_, index) => ({ index, draw: rng.next() }));
  const chosen = draws.sort((a, b) => a.draw - b.draw).slice(0, limit);
  const indexes = new Set(chosen.map(({ index }) => index));
  return cases.filter((_, index) => indexes.has(index));
}

/** The cases with only the newest products of each history. */
export function cutHistories(
  cases: readonly EvaluationCase[],
  most: number,
): readonly EvaluationCase[] {
  if (most === Infinity) return cases;
  return cases.map((one) => ({
    ...one,
    history: one.history.subarray(-most),
    times: one.times.subarray(-most),
  }));
}

function lastOf({ items, times }: UserSequence, part: SplitPart): EvaluationCase[] {
  const at = items.length - (part === 'test' ? 1 : 2);
  const target = items[at];
  if (items.length < 3 || target === undefined) return [];
  return [
    {
      history: items.subarray(0, at),
      seen: items.subarray(0, at),
      times: times.subarray(0, at),
      targets: [target],
      at: times[at] ?? 0,
    },
  ];
}

function firstBetween(
  { items, times }: UserSequence,
  from: number,
  until: number,
): EvaluationCase[] {
  const start = firstFrom(times, from);
  const at = times[start];
  if (start === 0 || at === undefined || at >= until) return [];
  const targets = [...items].filter((_, i) => i >= start && times[i] === at);
  const history = items.subarray(0, start);
  return [{ history, seen: history, times: times.subarray(0, start), targets, at }];
}

/** Index of the first time that is not before `moment`. */
function firstFrom(times: Float64Array, moment: number): number {
  const found = times.findIndex((time) => time >= moment);
  return found < 0 ? times.length : found;
}

function cutTimes(sequences: Sequences): readonly [number, number] {
  const all = Float64Array.from(sequences.users.flatMap(({ times }) => [...times])).sort();
  const timeAt = (share: number) => all[Math.floor(all.length * share)] ?? 0;
  return [timeAt(VALIDATION_FROM), timeAt(TEST_FROM)];
}
