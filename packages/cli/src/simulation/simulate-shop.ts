import type { ChannelName, ChannelWeights } from '@sotto/core';
import { fusionWeights } from '@sotto/learning';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import type { Progress } from '../terminal/progress.ts';
import { armResults, type ArmResult } from './arm-results.ts';
import { armsOf, keyOf, type Arm } from './arms.ts';
import { centralWeights } from './central.ts';
import { makeDevices, type Behaviour, type Device, type Period } from './crowd.ts';
import { EVERY } from './learning-tasks.ts';
import { drawOccasions, measure, type Occasion, type RanksFor } from './measure.ts';
import { openOpenSite, openTwoServerSite } from './plain-site.ts';
import { personalRanking } from './personal-ranking.ts';
import { runFederated, type Run } from './run-federated.ts';
import { openServerSite } from './server-site.ts';
import type { Shopper } from './shoppers.ts';
import type { Site } from './site.ts';
import { knownAt, numbersInUse, type Numbers } from './versions-in-use.ts';

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
      arms.flatMap((arm) => runsOf(arm, runs).map((run) => ranksFor(setting, arm, run))),
      { seed, onOccasion: (done) => report(done, occasions.length, 'occasions') },
    ),
  );
  return {
    shoppers: shoppers.length,
    devices: devices.length,
    occasions: occasions.length,
    period,
    arms: armResults({
      ...setting,
      seed,
      arms,
      runs,
      occasions,
      measured: byRun(arms, runs, measured),
    }),
  };
}

/** Runs in which an arm is measured by itself: nothing that is drawn changes one without reports. */
const runsOf = ({ through }: Arm, runs: readonly Run[]): readonly Run[] =>
  through === undefined ? runs.slice(0, 1) : runs;

/** What was measured, by arm and run. */
function byRun(
  arms: readonly Arm[],
  runs: readonly Run[],
  measured: readonly Float32Array[],
): Float32Array[][] {
  const left = [...measured];
  return arms.map((arm) => {
    const own = left.splice(0, runsOf(arm, runs).length);
    return runs.map((_, run) => own[run] ?? own[0]!);
  });
}

interface Setting {
  readonly shop: EvaluatedShop;
  readonly devices: readonly Device[];
  readonly period: Period;
  readonly prior: ChannelWeights;
  readonly central: ChannelWeights;
  readonly options: SimulationOptions;
}

async function runAll(setting: Setting, arms: readonly Arm[], progress: Progress): Promise<Run[]> {
  const { period, prior, devices, options } = setting;
  const runs: Run[] = [];
  for (let number = 0; number < options.runs; number++) {
    const seed = options.seed + 1_000 * number;
    const run = new Map<string, Awaited<ReturnType<typeof runFederated>>>();
    for (const arm of arms) {
      if (arm.through === undefined || run.has(keyOf(arm))) continue;
      const done = await progress.step(`Run ${number + 1}, ${arm.name}`, async (report) =>
        runFederated(devices, await openSite(arm, period, seed), {
          prior,
          period,
          behaviour: { ...options, ...behaviourOf(arm, options) },
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

/** How devices of an arm work against the shop. */
const behaviourOf = ({ hostile, loud = false }: Arm, options: Behaviour) => ({
  hostile: hostile ?? options.hostile,
  loud,
});

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
