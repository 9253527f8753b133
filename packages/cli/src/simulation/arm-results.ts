import { CHANNEL_NAMES, type ChannelName, type ChannelWeights } from '@sotto/core';
import { fusionWeights } from '@sotto/learning';
import { ROUND_MS, roundAt } from '@sotto/protocol';
import { baseOf, keyOf, type Arm } from './arms.ts';
import type { Period } from './crowd.ts';
import { endFigures, endValue, shareOf, type EndFigures, type MeasuredArm } from './end-figures.ts';
import type { Occasion } from './measure.ts';
import type { Run } from './run-federated.ts';
import { knownAt, RELEASE } from './versions-in-use.ts';

/** What an arm came to. The end is the last third of the weeks. */
export interface ArmResult extends Arm, EndFigures {
  /** Name of the arm that `gain` is over. */
  readonly over: string;
  /** NDCG@10 by week, the mean over runs. */
  readonly weekly: readonly number[];
  /** The lowest and the highest run of each week. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** NDCG@10 at the end, run by run. */
  readonly end: readonly number[];
  /** Of `end`, the share of the way from the prior to the central weights, run by run. */
  readonly recovered: readonly number[];
  /** Mean number of reports of a round. */
  readonly reports?: number;
  /** Versions by what became of them, over all runs. */
  readonly versions?: Readonly<Record<string, number>>;
  /** Weights at the end of the first run, of channels whose weight is not 0. */
  readonly weights?: Readonly<Partial<Record<ChannelName, number>>>;
}

/** What was ranked under which arms and runs. */
export interface Measured {
  readonly period: Period;
  readonly prior: ChannelWeights;
  readonly central: ChannelWeights;
  readonly devices: readonly { readonly shopper: object }[];
  readonly seed: number;
  /** The prior first, central weights last. */
  readonly arms: readonly Arm[];
  readonly runs: readonly Run[];
  readonly occasions: readonly Occasion[];
  /** By arm, then by run; see `measure`. */
  readonly measured: readonly (readonly Float32Array[])[];
}

/** Share of the weeks, the last, that results are of. */
const END = 1 / 3;

/** What all arms came to. */
export function armResults(all: Measured): ArmResult[] {
  const { arms, runs, period, measured } = all;
  const weeks = period.lastRound - period.firstRound + 2;
  const weekOf = all.occasions.map(({ at }) => roundAt(at) - period.firstRound + 1);
  const atEnd = weekOf.map((week) => week >= weeks * (1 - END));
  const bases = arms.map((_, arm) => baseOf(arms, arm));
  const byArm = arms.map((arm, at) => withBase(arm, measured, at, bases[at] ?? at));
  const figures = endFigures(byArm, bases, shoppersAt(all, atEnd), all.seed);
  const ends = byArm.map((each) => each.map((run) => endValue(run, atEnd)));
  return arms.map((arm, at) => {
    const weekly = Array.from({ length: weeks }, (_, week) => {
      const counts = weekOf.map((each) => each === week);
      return byArm[at]!.map((run) => endValue(run, counts));
    });
    const end = ends[at] ?? [];
    return {
      ...arm,
      ...figures[at]!,
      over: arms[bases[at] ?? at]?.name ?? '',
      weekly: weekly.map((values) => values.reduce((sum, each) => sum + each, 0) / runs.length),
      low: weekly.map((values) => Math.min(...values)),
      high: weekly.map((values) => Math.max(...values)),
      end,
      recovered: end.map((value, run) =>
        shareOf(value, ends[0]?.[run] ?? 0, ends.at(-1)?.[run] ?? 0),
      ),
      ...(arm.through === undefined ? fixedFacts(all, arm) : runFacts(all, arm)),
    };
  });
}

/** An arm by run; where devices train and not all was ranked, with the arm that fills in. */
function withBase(
  { kind }: Arm,
  measured: Measured['measured'],
  at: number,
  base: number,
): MeasuredArm[] {
  const from = kind === 'personal' || kind === 'both' ? base : at;
  return measured[at]!.map((values, run) => ({ values, base: measured[from]?.[run] ?? values }));
}

/** Number of the shopper of each occasion that counts, -1 of the others: devices of one shopper are one. */
function shoppersAt({ devices, occasions }: Measured, counts: readonly boolean[]): number[] {
  const numbers = new Map<object, number>();
  return occasions.map(({ device }, at) => {
    const shopper = devices[device]?.shopper;
    if (shopper === undefined || counts[at] !== true) return -1;
    if (!numbers.has(shopper)) numbers.set(shopper, numbers.size);
    return numbers.get(shopper) ?? -1;
  });
}

function fixedFacts({ prior, central }: Measured, { kind, name }: Arm) {
  if (kind !== 'fixed') return {};
  return { weights: withoutZeros(name === 'prior' ? prior : central) };
}

function runFacts({ prior, period, runs }: Measured, arm: Arm) {
  const own = runs.flatMap((run) => run.get(keyOf(arm)) ?? []);
  const reports = own.flatMap((run) => run.reports);
  const versions: Record<string, number> = {};
  for (const { known } of own)
    for (const { state } of known.at(-1)?.states ?? [])
      versions[state] = (versions[state] ?? 0) + 1;
  const last = knownAt(own[0]?.known ?? [RELEASE], (period.lastRound + 2) * ROUND_MS);
  return {
    reports: Math.round(reports.reduce((sum, each) => sum + each, 0) / Math.max(1, reports.length)),
    versions,
    weights: withoutZeros(fusionWeights(prior, last.current ?? [])),
  };
}

const withoutZeros = (weights: ChannelWeights) =>
  Object.fromEntries(
    CHANNEL_NAMES.filter((name) => weights[name] !== 0).map((name) => [
      name,
      Math.round(weights[name] * 1e3) / 1e3,
    ]),
  );
