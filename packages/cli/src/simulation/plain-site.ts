import { DAY_MS } from '@sotto/core';
import { FUSION_DIMENSION } from '@sotto/learning';
import {
  codeBookEstimate,
  codeBookFrame,
  codeBookResponse,
  codeBookWord,
  discreteGaussian,
  normSensitivity,
  roundKey,
  sigmaSquaredFor,
  wordSumTally,
  zcdpRho,
} from '@sotto/privacy';
import { counterRandom } from '@sotto/privacy/audit';
import { ROUND_MS, taskHashOf } from '@sotto/protocol';
import { readLearning, stepOf, unlearnt, type Gradient } from '@sotto/server';
import { CLIP, gradientTask, LEARNING } from './learning-tasks.ts';
import type { Period } from './crowd.ts';
import type { Site } from './site.ts';

/** Adds up one round. */
interface Sum {
  add(gradient: readonly number[] | null): void;
  result(): Gradient;
}

/** Without the server and without a canary: every round's step is kept. The steps themselves are the server's. */
function openPlainSite(begin: (round: number) => Promise<Sum>): Site {
  const settings = readLearning(LEARNING)?.parts.fusion;
  let learnt = unlearnt(FUSION_DIMENSION);
  let sum: { readonly round: number; readonly of: Sum } | undefined;
  return {
    async report(round, answer) {
      if (answer.kind === 'vote') return;
      if (sum?.round !== round) sum = { round, of: await begin(round) };
      sum.of.add(answer.gradient);
    },
    finish(round) {
      if (sum?.round === round && settings !== undefined)
        learnt = stepOf(settings, learnt, sum.of.result());
      const from = (round + 1) * ROUND_MS + DAY_MS;
      return Promise.resolve({ from, current: learnt.numbers, candidate: null, states: [] });
    },
    close: () => Promise.resolve(),
  };
}

/** The mean of gradients as they are, each no longer than the clip. What privacy costs is the way from here. */
export const openOpenSite = (): Site =>
  openPlainSite(() => {
    const total = new Float64Array(FUSION_DIMENSION);
    let count = 0;
    return Promise.resolve({
      add(gradient) {
        count++;
        const length = Math.max(CLIP, Math.hypot(...(gradient ?? [])));
        gradient?.forEach((each, at) => (total[at] = (total[at] ?? 0) + (each * CLIP) / length));
      },
      result: () => ({
        mean: Array.from(total, (each) => each / count),
        standardError: Array.from(total, () => 0),
      }),
    });
  });

/** What each of the two servers promises by its noise alone. */
export const TWO_SERVERS = { epsilon: 1, delta: 1e-6 };

/**
 * Two servers: the words of reports at epsilon 4, added up in two shares, each with exact discrete Gaussian noise of its
 * own, here in one process: the mechanism of split mode without its cryptography, which changes no number.
 */
export function openTwoServerSite(period: Period, epsilon: number, seed: number): Site {
  const task = gradientTask(period, epsilon);
  const { mechanism } = task;
  if (mechanism.kind !== 'code-book') throw new TypeError('Two servers add up words.');
  const random = counterRandom(2 * seed);
  const frame = codeBookFrame(mechanism.dimension);
  const sensitivity = normSensitivity('substitution', Math.sqrt(frame) / 2);
  const variance = sigmaSquaredFor(sensitivity, zcdpRho(TWO_SERVERS));
  return openPlainSite(async (round) => {
    const key = await roundKey(await taskHashOf(task), round);
    const pluses = Array<number>(frame).fill(0);
    let reports = 0;
    return {
      add(gradient) {
        reports++;
        const vector = gradient && Float64Array.from(gradient);
        const word = codeBookWord(mechanism, key, codeBookResponse(random, mechanism, key, vector));
        for (let at = 0; at < frame; at++) pluses[at] = (pluses[at] ?? 0) + (word[at] ?? 0);
      },
      result() {
        const noise = () => Number(discreteGaussian(random, variance));
        const noisy = pluses.map((each) => each + noise() + noise());
        const noiseVariance = (2 * Number(variance.numerator)) / Number(variance.denominator);
        const tally = wordSumTally(mechanism, key, { reports, pluses: noisy, noiseVariance });
        const estimates = codeBookEstimate(mechanism, tally, 0.95);
        return {
          mean: estimates.map(({ mean }) => mean),
          standardError: estimates.map(({ standardError }) => standardError),
        };
      },
    };
  });
}
