import { FUSION_DIMENSION } from '@sotto/learning';
import { VERSION_VOTES, type Task } from '@sotto/protocol';
import type { GivenLearningSettings } from '@sotto/server';
import type { Period } from './crowd.ts';

/** Longest gradient that counts in full, in millionths: measured on design users, like what follows. */
const MICRO_CLIP = 30_000;

/**
 * Epsilon of votes, in millionths: with gradients at 4 in the rounds between, within the 20 that a device allows in 30
 * days.
 */
const VOTE_MICRO_EPSILON = 2_000_000;

/**
 * Gradients are asked in every second round, for a round's version comes after the next has begun; votes on that
 * version in the rounds between.
 */
export const EVERY = 2;

/** Whether gradients are asked in a round; else votes are. */
export const asksGradients = ({ firstRound }: Period, round: number): boolean =>
  (round - firstRound) % EVERY === 0;

/** How gradients become versions, with what the server does where nothing is said, and how these are tried. */
export const LEARNING = {
  parts: { fusion: { kind: 'momentum', rate: 120 } },
  trial: { canaryPercent: 10, rounds: 1 },
} as const satisfies GivenLearningSettings;

const task = (period: Period) => ({
  mode: { kind: 'solo' as const },
  minimumCohort: 20,
  rounds: { first: period.firstRound, last: period.lastRound },
});

/** The task of the gradient at an epsilon. */
export function gradientTask(period: Period, epsilon: number): Task {
  const { rounds, ...rest } = task(period);
  return {
    measure: 'fusion-gradient',
    mechanism: {
      kind: 'code-book',
      microEpsilon: Math.round(epsilon * 1e6),
      dimension: FUSION_DIMENSION,
      microClip: MICRO_CLIP,
    },
    ...rest,
    rounds: { ...rounds, every: EVERY },
  };
}

/** The task of the votes on candidates, in the rounds without gradients. */
export function voteTask(period: Period): Task {
  const { rounds, ...rest } = task(period);
  return {
    measure: 'version-vote',
    mechanism: {
      kind: 'k-ary-response',
      microEpsilon: VOTE_MICRO_EPSILON,
      values: [...VERSION_VOTES],
    },
    ...rest,
    rounds: { ...rounds, first: rounds.first + 1, every: EVERY },
  };
}

/** Length that vectors are shortened to. */
export const CLIP = MICRO_CLIP / 1e6;
