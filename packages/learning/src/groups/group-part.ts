import { MAX_COVISIT_CELLS, MAX_LIFT, type ModelParts } from '@sotto/protocol';
import { sumRounds, type CountsResult, type NoisyCounts } from './noisy-counts.ts';
import { shrunkLifts } from './shrink.ts';

export type { CountsResult };

/** What a shop model says of groups of products. */
export type GroupPart = NonNullable<ModelParts['groups']>;

/** What it says of pairs of groups. */
export type CovisitPart = NonNullable<GroupPart['covisits']>;

/** What a round counts for after another one: about the last five count. */
const KEEP = 0.8;

/** Lifts that differ by less make no difference. */
const LEAST_DIFFERENCE = 0.02;

/**
 * The part of a shop model that counts of groups make. Pure post-processing of published rounds.
 *
 * @param numbering of the groups that were counted
 * @param popularity rounds of `group-popularity`, newest first; at least one
 * @param covisits rounds of `group-covisits` over the same groups, newest first
 * @throws privacy/parameters where a round has a confidence that is none
 */
export function groupPart(
  numbering: string,
  popularity: readonly CountsResult[],
  covisits: readonly CountsResult[] = [],
): GroupPart {
  const visits = sumRounds(popularity, KEEP);
  const count = visits.counts.length;
  const pairs = covisits.filter(({ counts }) => counts.length === count * count);
  const found =
    pairs.length === 0 ? undefined : covisitPart(sumRounds(pairs, KEEP), shares(visits));
  return {
    count,
    numbering,
    popularity: Array.from(visits.counts, Math.round),
    standardError: Math.ceil(visits.standardError),
    ...(found === undefined ? {} : { covisits: found }),
  };
}

/** Shares of the groups in all visits, drawn towards equal ones where noise is large. */
function shares(visits: NoisyCounts): Float64Array {
  const { counts } = visits;
  const total = Math.max(0, sum(counts));
  const expected = new Float64Array(counts.length).fill(total / counts.length);
  const lifts = shrunkLifts(visits, expected);
  const all = sum(lifts);
  return lifts.map((lift) => lift / all);
}

/**
 * Two classes of pairs, within a group and across, each with a lift of its own that all its pairs vote for; around
 * it each pair's own, as far as it stands out of the noise.
 */
function covisitPart(pairs: NoisyCounts, share: Float64Array): CovisitPart | undefined {
  const count = share.length;
  const chance = Float64Array.from(
    pairs.counts,
    (_, at) => (share[Math.floor(at / count)] ?? 0) * (share[at % count] ?? 0),
  );
  const isWithin = (at: number): boolean => Math.floor(at / count) === at % count;
  const within = classRate(pairs.counts, chance, isWithin);
  const across = classRate(pairs.counts, chance, (at) => !isWithin(at));
  const total = within.rate * within.chance + across.rate * across.chance;
  if (total <= 0) return undefined;
  const rateOf = (at: number): number => (isWithin(at) ? within : across).rate;
  const expected = chance.map((each, at) => rateOf(at) * each);
  const found = strongest(shrunkLifts(pairs, expected), expected);
  return {
    within: told(within.rate / total),
    across: told(across.rate / total),
    cells: found.flatMap(({ at, lift }) => [
      Math.floor(at / count),
      at % count,
      told((lift * rateOf(at)) / total),
    ]),
  };
}

/** A lift as it is told: in thousandths. */
const told = (lift: number): number => Math.min(MAX_LIFT, Math.round(1000 * lift));

/** Pairs by how many devices their lift moves, as many as a version may tell of, in ascending order. */
function strongest(lifts: Float64Array, expected: Float64Array) {
  const moved = ({ at, lift }: { at: number; lift: number }): number =>
    Math.abs(lift - 1) * (expected[at] ?? 0);
  return Array.from(lifts, (lift, at) => ({ at, lift }))
    .filter(({ lift }) => Math.abs(lift - 1) >= LEAST_DIFFERENCE)
    .sort((a, b) => moved(b) - moved(a) || a.at - b.at)
    .slice(0, MAX_COVISIT_CELLS)
    .sort((a, b) => a.at - b.at);
}

/** Pairs for each unit of chance over a class, by least squares, and the chance of the whole class. */
function classRate(
  counts: Float64Array,
  chance: Float64Array,
  belongs: (at: number) => boolean,
): { readonly rate: number; readonly chance: number } {
  let products = 0;
  let squares = 0;
  let all = 0;
  chance.forEach((each, at) => {
    if (!belongs(at)) return;
    products += each * (counts[at] ?? 0);
    squares += each * each;
    all += each;
  });
  return { rate: squares === 0 ? 0 : Math.max(0, products / squares), chance: all };
}

const sum = (numbers: Float64Array): number => numbers.reduce((all, each) => all + each, 0);
