import { seededRng, type Rng } from '@sotto/core';
import { kAryEstimate, kAryRates } from '@sotto/privacy';
import {
  claimOf,
  LIST_OUTCOMES_OF_TRIAL,
  VERSION_VOTES,
  type PublishedRound,
  type Task,
} from '@sotto/protocol';
import { describe, expect, test } from 'vitest';
import { countsResult } from '../../estimators/counts-result.ts';
import { boundsOf, tuningFor } from './confidence-sequence.ts';
import {
  addOutcomes,
  addVotes,
  decide,
  newTrial,
  qualityOf,
  type Decision,
  type Trial,
} from './trial.ts';

const SETTINGS = { canaryPercent: 10, confidence: 0.9, margin: 0.1, rounds: 8 };

/** How devices are: so many honest ones hold each value, so many fakes say what they like without noise. */
interface Crowd {
  readonly epsilon: number;
  readonly values: readonly string[];
  readonly honest: readonly number[];
  readonly fakes?: readonly number[];
}

/** A value by its chances. */
function draw(rng: Rng, chances: readonly number[]): number {
  let left = rng.next();
  const at = chances.findIndex((chance) => (left -= chance) < 0);
  return at === -1 ? chances.length - 1 : at;
}

/** A published round of a crowd, from reports that are drawn one by one. */
function roundOf(rng: Rng, { epsilon, values, honest, fakes = [] }: Crowd): PublishedRound {
  const microEpsilon = epsilon * 1e6;
  const parameters = { microEpsilon, values: values.length };
  const { truth, other } = kAryRates(parameters);
  const reported = values.map((_, value) => fakes[value] ?? 0);
  for (const [held, count] of honest.entries()) {
    const chances = values.map((_, value) => (value === held ? truth : other));
    for (let at = 0; at < count; at += 1) reported[draw(rng, chances)]! += 1;
  }
  const task: Task = {
    measure: 'any',
    mechanism: { kind: 'k-ary-response', microEpsilon, values: [...values] },
    mode: { kind: 'solo' },
    minimumCohort: 1,
    rounds: { first: 0, last: 9, every: 1 },
  };
  const result = countsResult(kAryEstimate(parameters, reported, 0.95));
  const reports = reported.reduce((sum, each) => sum + each, 0);
  return { version: 1, task, claim: claimOf(task), round: 0, reports, result };
}

const votesOf = (epsilon: number, honest: readonly number[], fakes?: readonly number[]): Crowd => ({
  epsilon,
  values: VERSION_VOTES,
  honest,
  ...(fakes === undefined ? {} : { fakes }),
});

/** What is decided before the time of a trial is over. */
function tried(rng: Rng, crowd: Crowd, settings: typeof SETTINGS = SETTINGS): Decision {
  let trial = newTrial(settings);
  for (let round = 0; round < settings.rounds; round += 1) {
    trial = addVotes(trial, roundOf(rng, crowd));
    const decision = decide(trial, false);
    if (decision !== 'go-on') return decision;
  }
  return 'go-on';
}

/** Share of trials of a crowd that end with a decision. */
function shareOf(seed: number, trials: number, crowd: Crowd, decision: Decision): number {
  const rng = seededRng(seed);
  const hits = Array.from({ length: trials }, () => tried(rng, crowd)).filter(
    (each) => each === decision,
  );
  return hits.length / trials;
}

describe('bounds', () => {
  /**
   * 1,000 walks of 100 normal steps. The seed is fixed; of walks whose true chance is 5 % more than 80 would leave the
   * bounds with a chance of 2e-5.
   */
  test('hold the mean at all looks at once, where those for one look do not', () => {
    const rng = seededRng(11);
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
    const [alpha, walks, steps] = [0.05, 1_000, 100];
    let [outside, outsideOfOne] = [0, 0];
    for (let walk = 0; walk < walks; walk += 1) {
      let [sum, left, leftOne] = [0, false, false];
      for (let step = 1; step <= steps; step += 1) {
        sum += normal();
        const evidence = { reports: step, sum, variance: step, tuning: tuningFor(10, alpha) };
        const { low, high } = boundsOf(evidence, alpha);
        left ||= low > 0 || high < 0;
        leftOne ||= Math.abs(sum) > 1.96 * Math.sqrt(step);
      }
      outside += Number(left);
      outsideOfOne += Number(leftOne);
    }
    expect(outside).toBeLessThanOrEqual(0.05 * walks);
    expect(outside).toBeGreaterThan(0);
    expect(outsideOfOne).toBeGreaterThan(0.25 * walks);
  });
});

/**
 * Level 10 %, over 400 trials of eight rounds each. Seeds are fixed; were the true chance 10 %, more than 64 of 400 would
 * come with a chance of 1e-4.
 */
describe.each([0.5, 2, 4])('a trial by votes at epsilon %s', (epsilon) => {
  test('seldom rolls back what is no worse', () => {
    const crowd = votesOf(epsilon, [100, 100, 100, 100]);
    expect(shareOf(1, 400, crowd, 'roll-back')).toBeLessThanOrEqual(0.1);
  });

  test('seldom keeps what is worse by the margin', () => {
    const crowd = votesOf(epsilon, [100, 120, 100, 80]);
    expect(shareOf(2, 400, crowd, 'keep')).toBeLessThanOrEqual(0.1);
  });
});

test('a trial keeps nothing before its time because few had something to vote on', () => {
  // All who had are worse off; of all devices that is within the margin.
  expect(shareOf(12, 100, votesOf(4, [1_900, 100, 0, 0]), 'keep')).toBe(0);
  expect(shareOf(13, 100, votesOf(4, [2_000, 0, 0, 0]), 'keep')).toBeLessThanOrEqual(0.1);
});

test('a trial finds what is clearly better, and what is clearly worse', () => {
  expect(shareOf(3, 100, votesOf(4, [50, 50, 100, 200]), 'keep')).toBeGreaterThan(0.95);
  expect(shareOf(4, 100, votesOf(4, [50, 200, 100, 50]), 'roll-back')).toBeGreaterThan(0.95);
  expect(shareOf(5, 100, votesOf(0.5, [250, 1_000, 500, 250]), 'roll-back')).toBeGreaterThan(0.9);
});

describe('where one voter in five is hostile', () => {
  test('and says without noise that all is better, a worse candidate is not kept', () => {
    // Honest: -0.5. The fakes weigh 1.08 each.
    const crowd = votesOf(4, [0, 240, 40, 40], [0, 0, 0, 80]);
    expect(shareOf(6, 200, crowd, 'keep')).toBeLessThanOrEqual(0.1);
    expect(shareOf(6, 200, crowd, 'roll-back')).toBeGreaterThan(0.9);
  });

  test('and says that all is worse, a better candidate is not rolled back', () => {
    const crowd = votesOf(4, [0, 40, 40, 240], [0, 80, 0, 0]);
    expect(shareOf(7, 200, crowd, 'roll-back')).toBeLessThanOrEqual(0.1);
    expect(shareOf(7, 200, crowd, 'keep')).toBeGreaterThan(0.9);
  });

  test('it takes an epsilon at which a fake weighs little: at 0.5 it weighs seven votes', () => {
    const crowd = votesOf(0.5, [0, 2_400, 400, 400], [0, 0, 0, 800]);
    expect(shareOf(8, 50, crowd, 'keep')).toBeGreaterThan(0.9);
  });
});

const outcomesOf = (honest: readonly number[], fakes?: readonly number[]): Crowd => ({
  epsilon: 1,
  values: LIST_OUTCOMES_OF_TRIAL,
  honest,
  ...(fakes === undefined ? {} : { fakes }),
});
const afterRounds = (rounds: number, seed: number, crowd: Crowd): Trial => {
  const rng = seededRng(seed);
  let trial = newTrial(SETTINGS);
  for (let round = 0; round < rounds; round += 1) trial = addOutcomes(trial, roundOf(rng, crowd));
  return trial;
};
const ALIKE = [1_000, 3_600, 4_500, 900, 400, 500, 100];

describe('outcomes', () => {
  /** 100 trials at a level of 10 % over three sequences. */
  test('of arms that are alike neither roll back nor count as tampered with', () => {
    const qualities = Array.from({ length: 100 }, (_, seed) => qualityOf(afterRounds(3, seed, outcomesOf(ALIKE)))); // prettier-ignore
    expect(qualities.filter((each) => each?.outcome?.tampered).length).toBeLessThanOrEqual(10);
    expect(qualities.filter((each) => each!.outcome!.high < 0).length).toBeLessThanOrEqual(10);
  });

  test('of a canary that fails roll it back', () => {
    const worse = afterRounds(4, 9, outcomesOf([1_000, 3_600, 4_500, 900, 1_000, 0, 0]));
    expect(qualityOf(worse)?.outcome?.tampered).toBe(false);
    expect(decide(worse, false)).toBe('roll-back');
  });

  test('of a canary arm that is larger than its share count for nothing', () => {
    const tampered = afterRounds(1, 10, outcomesOf(ALIKE, [0, 0, 0, 0, 2_000, 0, 0]));
    expect(qualityOf(tampered)?.outcome?.tampered).toBe(true);
    expect(decide(tampered, false)).toBe('go-on');
  });
});
