import { seededRng, type ChannelWeights } from '@sotto/core';
import {
  CHOICE_ROUNDS,
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  fusionGradient,
  fusionWeights,
  vote,
} from '@sotto/learning';
import { ROUND_MS } from '@sotto/protocol';
import {
  drawRun,
  examplesOf,
  opensIn,
  type Behaviour,
  type Device,
  type DeviceOfRun,
  type Period,
} from './crowd.ts';
import { asksGradients, CLIP } from './learning-tasks.ts';
import { MOST_EXAMPLES, type Shopper } from './shoppers.ts';
import type { Answer, Site } from './site.ts';
import { numbersOfRound, RELEASE, type KnownVersions } from './versions-in-use.ts';

/** What a run did. */
export interface FederatedRun {
  readonly devices: readonly DeviceOfRun[];
  /** What devices knew, oldest first. */
  readonly known: readonly KnownVersions[];
  /** Reports of each round. */
  readonly reports: readonly number[];
}

/** What happened in a run, by `keyOf` of the arm. */
export type Run = ReadonlyMap<string, FederatedRun>;

/** How a run goes. */
export interface FederatedOptions {
  readonly prior: ChannelWeights;
  readonly period: Period;
  readonly behaviour: Behaviour;
  readonly seed: number;
  readonly onRound: (round: number) => void;
}

/**
 * Lets devices report round by round: each one that shares and opens the shop sends one report, of its
 * choices before, unless it drops out. The site is closed at the end.
 */
export async function runFederated(
  crowd: readonly Device[],
  site: Site,
  { prior, period, behaviour, seed, onRound }: FederatedOptions,
): Promise<FederatedRun> {
  const rng = seededRng(seed);
  const devices = drawRun(crowd, behaviour, rng);
  const known: KnownVersions[] = [RELEASE];
  const reports: number[] = [];
  try {
    for (let round = period.firstRound; round <= period.lastRound; round++) {
      let count = 0;
      const { loud = false } = behaviour;
      const answerOf = answerer({ prior, period, round, known: known.at(-1) ?? RELEASE, loud });
      for (const device of devices) {
        if (!device.shares || !opensIn(device, round, rng)) continue;
        if (rng.next() < behaviour.dropOut) continue;
        await site.report(round, answerOf(device));
        count++;
      }
      reports.push(count);
      known.push(await site.finish(round));
      onRound(round);
    }
  } finally {
    await site.close();
  }
  return { devices, known, reports };
}

interface RoundOfRun {
  readonly prior: ChannelWeights;
  readonly period: Period;
  readonly round: number;
  readonly known: KnownVersions;
  /** Whether hostile devices leave the mechanism out. */
  readonly loud: boolean;
}

/** What a device tells of its choices before a round. */
function answerer({
  prior,
  period,
  round,
  known,
  loud,
}: RoundOfRun): (device: DeviceOfRun) => Answer {
  const choicesOf = (device: Device) =>
    examplesOf(device, (round - CHOICE_ROUNDS) * ROUND_MS, round * ROUND_MS).slice(-MOST_EXAMPLES);
  if (asksGradients(period, round)) {
    const at = numbersOfRound(known, round) ?? [];
    const gradientOf = onceForAll((device) => fusionGradient(choicesOf(device), prior, at));
    return (device) => {
      if (device.hostile) return { kind: 'gradient', gradient: HOSTILE_GRADIENT, loud };
      const gradient = gradientOf(device);
      return { kind: 'gradient', gradient: gradient && [...gradient] };
    };
  }
  const { current, candidate } = known;
  if (candidate === null) return () => ({ kind: 'vote', vote: 0 });
  const [inUse, tried] = [current, candidate.numbers].map((numbers) =>
    fusionWeights(prior, numbers ?? []),
  ) as [ChannelWeights, ChannelWeights];
  const voteOf = onceForAll((device) => vote(choicesOf(device), inUse, tried));
  return (device) => {
    const honest = voteOf(device);
    return device.hostile
      ? { kind: 'vote', vote: hostileVote(honest), loud }
      : { kind: 'vote', vote: honest };
  };
}

/** Devices of one shopper that came at one time made the same choices: what follows from them is computed once. */
function onceForAll<T>(of: (device: Device) => T): (device: Device) => T {
  const known = new Map<Shopper, { readonly shiftMs: number; readonly value: T }>();
  return (device) => {
    const { shopper, shiftMs } = device;
    let found = known.get(shopper);
    if (found?.shiftMs !== shiftMs) known.set(shopper, (found = { shiftMs, value: of(device) }));
    return found.value;
  };
}

/** The longest vector that counts, towards bestsellers and away from what is near to what the shopper had. */
const HOSTILE_GRADIENT: readonly number[] = (() => {
  const direction = Array.from({ length: FUSION_DIMENSION }, (_, at) => {
    const name = FUSION_CHANNELS[at];
    return name === undefined ? 0 : name === 'popularity' ? 2 : -1;
  });
  const length = Math.hypot(...direction);
  return direction.map((each) => (each * CLIP) / length);
})();

/** Against what honest devices find better, and else for the candidate. */
const hostileVote = (honest: number): number => (honest === 3 ? 1 : 3);
