import { CHANNEL_NAMES, type ChannelName, type ChannelWeights } from '@sotto/core';
import { fusionWeights } from '@sotto/learning';
import { ROUND_MS, roundAt } from '@sotto/protocol';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import type { Progress } from '../terminal/progress.ts';
import { armsOf, type Arm } from './arms.ts';
import { centralWeights } from './central.ts';
import { makeDevices, type Behaviour, type Device, type Period } from './crowd.ts';
import { EVERY } from './learning-tasks.ts';
import { drawOccasions, measure, type Occasion, type RanksFor } from './measure.ts';
import { openOpenSite, openTwoServerSite } from './plain-site.ts';
import { personalRanking } from './personal-ranking.ts';
import { runFederated, type FederatedRun } from './run-federated.ts';
import { openServerSite } from './server-site.ts';
import type { Shopper } from './shoppers.ts';
import type { Site } from './site.ts';
import { knownAt, numbersInUse, RELEASE, type Numbers } from './versions-in-use.ts';

/** How a shop is simulated. */
export interface SimulationOptions extends Behaviour {
  /** Devices; more than shoppers makes several of one. */
  readonly devices: number;
  /** Rounds in which something is learnt. */
  readonly learningRounds: number;
  readonly epsilons: readonly number[];
  /** Runs, each with its own draws. */
  readonly runs: number;
  /** Most occasions that are ranked in a week. */
  readonly perWeek: number;
  readonly timed: boolean;
  readonly seed: number;
}

/** What an arm came to. */
export interface ArmResult extends Arm {
  /** NDCG@10 by week, the mean over runs. */
  readonly weekly: readonly number[];
  /** The lowest and the highest run of each week. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** NDCG@10 of the last third of the weeks, run by run. */
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

/** A simulation and all that it was made with. */
export interface SimulationResult {
  readonly shoppers: number;
  readonly devices: number;
  /** Occasions that were ranked. */
  readonly occasions: number;
  readonly period: Period;
  readonly arms: readonly ArmResult[];
}

/** Of so many occasions one is ranked by what devices learn for themselves: their training takes long. */
const PERSONAL_EVERY = 5;

/** The round that simulations begin in: one in which learning takes part. */
const FIRST_ROUND = 3_000;

/** Channels that need what other shoppers did: the prior has none of them. */
const FROM_OTHERS: readonly ChannelName[] = ['neighbours', 'popularity', 'sequence'];

/** The weights of a shop that knows its catalog and nothing of anyone's orders. */
export const catalogOnly = (weights: ChannelWeights): ChannelWeights => ({
  ...weights,
  ...Object.fromEntries(FROM_OTHERS.map((name) => [name, 0])),
});

/** Simulates all arms, then ranks under all of them. */
export async function simulateShop(
  shop: EvaluatedShop,
  shoppers: readonly Shopper[],
  options: SimulationOptions,
  progress: Progress,
): Promise<SimulationResult> {
  const { learningRounds, seed, timed } = options;
  const period = { firstRound: FIRST_ROUND, lastRound: FIRST_ROUND + EVERY * learningRounds };
  const devices = makeDevices(shoppers, options.devices, { period, timed, seed });
  const prior = catalogOnly(shop.weights);
  const examples = shoppers.flatMap((shopper) => shopper.examples);
  const central = await progress.step('Central weights', () =>
    centralWeights(shop, examples, shop.weights, seed),
  );
  const setting: Setting = { shop, devices, period, prior, central, options };
  const arms = armsOf(options.epsilons, 0.2);
  const runs = await runAll(setting, arms, progress);
  const occasions = drawOccasions(devices, period, options.perWeek, seed);
  const measured = await progress.step('Ranking', (report) =>
    measure(
      shop,
      occasions,
      arms.flatMap((arm) => runs.map((run) => ranksFor(setting, arm, run))),
      { seed, onOccasion: (done) => report(done, occasions.length, 'occasions') },
    ),
  );
  return {
    shoppers: shoppers.length,
    devices: devices.length,
    occasions: occasions.length,
    period,
    arms: resultsOf(setting, { arms, runs, occasions, measured }),
  };
}

interface Setting {
  readonly shop: EvaluatedShop;
  readonly devices: readonly Device[];
  readonly period: Period;
  readonly prior: ChannelWeights;
  readonly central: ChannelWeights;
  readonly options: SimulationOptions;
}

/** What happened in a run, by what sets federated arms apart. */
type Run = ReadonlyMap<string, FederatedRun>;

/** Arms of the same key share what happened: personal training changes nothing of the shop's. */
const keyOf = ({ through, epsilon, hostile }: Arm): string => [through, epsilon, hostile].join();

async function runAll(setting: Setting, arms: readonly Arm[], progress: Progress): Promise<Run[]> {
  const { period, prior, devices, options } = setting;
  const runs: Run[] = [];
  for (let number = 0; number < options.runs; number++) {
    const seed = options.seed + 1_000 * number;
    const run = new Map<string, FederatedRun>();
    for (const arm of arms) {
      if (arm.through === undefined || run.has(keyOf(arm))) continue;
      const done = await progress.step(`Run ${number + 1}, ${arm.name}`, async (report) =>
        runFederated(devices, await openSite(arm, period, seed), {
          prior,
          period,
          behaviour: { ...options, hostile: arm.hostile ?? options.hostile },
          seed,
          onRound: (round) =>
            report(round - period.firstRound + 1, period.lastRound - period.firstRound + 1),
        }),
      );
      run.set(keyOf(arm), done);
    }
    runs.push(run);
  }
  return runs;
}

function openSite({ through, epsilon = 0 }: Arm, period: Period, seed: number): Promise<Site> {
  if (through === 'server') return openServerSite(period, epsilon, seed);
  return Promise.resolve(
    through === 'open' ? openOpenSite() : openTwoServerSite(period, epsilon, seed),
  );
}

function ranksFor({ shop, prior, central, devices }: Setting, arm: Arm, run: Run): RanksFor {
  const { vectors } = shop.catalog;
  if (arm.kind === 'fixed') {
    const weights = arm.name === 'prior' ? prior : central;
    return () => ({ weights });
  }
  const personal = ({ device, at, number }: Occasion, numbers: Numbers) =>
    number % PERSONAL_EVERY === 0
      ? personalRanking(devices[device]!, at, { prior, numbers, vectors })
      : undefined;
  if (arm.kind === 'personal') return (occasion) => personal(occasion, null);
  const { known, devices: drawn } = run.get(keyOf(arm))!;
  const numbersOf = ({ device, at }: Occasion) =>
    numbersInUse(knownAt(known, at), drawn[device]?.bucket ?? 0);
  if (arm.kind === 'both') return (occasion) => personal(occasion, numbersOf(occasion));
  return (occasion) => ({ weights: fusionWeights(prior, numbersOf(occasion) ?? []) });
}

/** Share of the weeks, the last, that results are of. */
const END = 1 / 3;

/** What was ranked under which arms and runs. */
interface Measured {
  readonly arms: readonly Arm[];
  readonly runs: readonly Run[];
  readonly occasions: readonly Occasion[];
  /** By arm, then by run; see `measure`. */
  readonly measured: readonly Float32Array[];
}

function resultsOf(setting: Setting, all: Measured): ArmResult[] {
  const { arms, runs, occasions, measured } = all;
  const { firstRound, lastRound } = setting.period;
  const weeks = lastRound - firstRound + 2;
  const weekOf = occasions.map(({ at }) => roundAt(at) - firstRound + 1);
  const end = (number: number) => (weekOf[number] ?? 0) >= weeks * (1 - END);
  const ranked = (arm: number) => measured.slice(arm * runs.length, (arm + 1) * runs.length);
  const own = (arm: number) => {
    const base = ranked(baseOf(arms, arm));
    return ranked(arm).map((values, run) => filled(values, base[run] ?? values, weekOf));
  };
  const [priors, centrals] = [own(0), own(arms.length - 1)];
  return arms.map((arm, at) => {
    const byRun = own(at);
    const weekly = Array.from({ length: weeks }, (_, week) =>
      byRun.map((values) => meanWhere(values, (number) => weekOf[number] === week)),
    );
    const ends = byRun.map((values, run) => {
      const [reached, from, to] = [values, priors[run] ?? values, centrals[run] ?? values].map(
        (each) => meanWhere(each, end),
      );
      return { reached: reached ?? 0, from: from ?? 0, to: to ?? 0 };
    });
    return {
      ...arm,
      weekly: weekly.map((values) => values.reduce((sum, each) => sum + each, 0) / runs.length),
      low: weekly.map((values) => Math.min(...values)),
      high: weekly.map((values) => Math.max(...values)),
      end: ends.map(({ reached }) => reached),
      recovered: ends.map(({ reached, from, to }) =>
        to === from ? 0 : (reached - from) / (to - from),
      ),
      ...(arm.through === undefined ? fixedFacts(setting, arm) : runFacts(setting, arm, runs)),
    };
  });
}

/** The arm that is the same without what devices learn for themselves; an arm without that is its own. */
function baseOf(arms: readonly Arm[], arm: number): number {
  const { kind } = arms[arm]!;
  if (kind === 'personal') return 0;
  if (kind !== 'both') return arm;
  return arms.findIndex((each) => each.kind === 'federated' && keyOf(each) === keyOf(arms[arm]!));
}

/** What was left out is as in the base, and as much better or worse as what was ranked in the same week. */
function filled(values: Float32Array, base: Float32Array, weekOf: readonly number[]): Float32Array {
  if (values === base) return values;
  const differences = values.map((value, number) => value - (base[number] ?? 0));
  const byWeek = new Map<number, number>();
  for (const week of new Set(weekOf))
    byWeek.set(
      week,
      meanWhere(differences, (number) => weekOf[number] === week),
    );
  return values.map((value, number) =>
    Number.isNaN(value) ? (base[number] ?? 0) + (byWeek.get(weekOf[number] ?? 0) ?? 0) : value,
  );
}

/** The mean of the values that are there and wanted; 0 of none. */
function meanWhere(values: Float32Array, wanted: (number: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (const [number, value] of values.entries()) {
    if (Number.isNaN(value) || !wanted(number)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function fixedFacts({ prior, central }: Setting, { kind, name }: Arm) {
  if (kind !== 'fixed') return {};
  return { weights: withoutZeros(name === 'prior' ? prior : central) };
}

function runFacts({ prior, period }: Setting, arm: Arm, runs: readonly Run[]) {
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
