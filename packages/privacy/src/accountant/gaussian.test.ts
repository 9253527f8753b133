import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  composeMu,
  gaussianDelta,
  gaussianEpsilon,
  gaussianMu,
  gaussianMuFor,
  gaussianSigma,
} from './gaussian.ts';
import { histogramSensitivity, normSensitivity, type Sensitivity } from './sensitivity.ts';
import { meets } from './target.ts';
import vectors from './vectors.json' with { type: 'json' };

const at = (distance: number): Sensitivity => normSensitivity('addition-removal', distance);

test.each(vectors.analyticGaussianSigma.values)(
  'gives sigma $sigma for epsilon $epsilon and delta $delta',
  ({ sensitivity, epsilon, delta, sigma, tolerance }) => {
    const found = gaussianSigma(at(sensitivity), { epsilon, delta }, 1);
    expect(Math.abs(found - sigma)).toBeLessThanOrEqual(tolerance);
    expect(
      gaussianSigma(normSensitivity('substitution', sensitivity / 2), { epsilon, delta }, 1),
    ).toBe(found);
  },
);

test.each(vectors.gaussianSmallestSigma.values)(
  'gives sigma $sigma for $releases releases',
  ({ sensitivity, releases, epsilon, delta, sigma }) => {
    expect(gaussianSigma(at(sensitivity), { epsilon, delta }, releases)).toBeCloseTo(sigma, 6);
  },
);

test('gives a histogram under substitution the sigma of the draft for Prio3Histogram', () => {
  const target = { epsilon: 0.906, delta: 1e-9 };
  expect(gaussianSigma(histogramSensitivity('substitution'), target, 1)).toBeCloseTo(8.54, 3);
});

test.each(vectors.gaussianDelta.values)(
  'gives delta $delta for sigma $sigma',
  ({ sigma, sensitivity, epsilon, delta }) => {
    expect(gaussianDelta(gaussianMu(at(sensitivity), sigma), epsilon)).toBeCloseTo(delta, 13);
  },
);

test.each(vectors.gaussianEps.values)(
  'gives epsilon $epsilon for sigma $sigma',
  ({ sigma, delta, epsilon }) => {
    expect(gaussianEpsilon(gaussianMu(at(1), sigma), delta)).toBeCloseTo(epsilon, 9);
  },
);

test.each(vectors.gaussianComposition.values)(
  'composes $steps releases of sigma $sigma to epsilon $exact',
  ({ sigma, steps, delta, exact }) => {
    const mus = Array.from({ length: steps }, () => gaussianMu(at(1), sigma));
    expect(gaussianEpsilon(composeMu(mus), delta)).toBeCloseTo(exact, 9);
  },
);

/** From mpmath with 60 digits: small mu, far tails, epsilon whose power of e overflows. */
test.each([
  [1e-7, 0, 3.989422804014325e-8],
  [1e-6, 0, 3.989422804014161e-7],
  [1e-6, 3e-6, 3.821548902795877e-10],
  [0.001, 0.004, 7.159562434938247e-9],
  [0.01, 0, 0.003989406181481645],
  [0.04, 0.3, 1.912091505053633e-16],
  [0.05, 0.001, 0.01945875385121242],
  [0.051, 0.001, 0.01985769019934754],
  [1, 0, 0.3829249225480262],
  [3, 40, 2.628095990030669e-33],
  [10, 5, 0.9999937840259197],
  [30, 1000, 1.389915337566353e-75],
  [0.5, 15, 1.430031108436029e-196],
  [80, 100, 1],
])('keeps 11 digits at mu %s and epsilon %s', (mu, epsilon, delta) => {
  expect(gaussianDelta(mu, epsilon) / delta).toBeCloseTo(1, 11);
});

const mus = fc.double({ min: 1e-3, max: 20, noNaN: true });
const epsilons = fc.double({ min: 0, max: 30, noNaN: true });
const deltas = fc.double({ min: -30, max: -0.1, noNaN: true }).map((log) => 10 ** log);
const targets = fc.record({ epsilon: epsilons, delta: deltas });
/** Arguments differ by a thousandth or more, results by more than rounding. */
const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });

test('has a delta that grows with mu and falls with epsilon', () => {
  fc.assert(
    fc.property(mus, epsilons, share, (mu, epsilon, part) => {
      const delta = gaussianDelta(mu, epsilon) * (1 + 1e-9);
      return (
        gaussianDelta(mu * part, epsilon) <= delta && gaussianDelta(mu, epsilon / part) <= delta
      );
    }),
  );
});

test('has an epsilon that grows with mu and falls with delta', () => {
  fc.assert(
    fc.property(mus, deltas, share, (mu, delta, part) => {
      const epsilon = gaussianEpsilon(mu, delta);
      return (
        gaussianEpsilon(mu * part, delta) <= epsilon && gaussianEpsilon(mu, delta * part) >= epsilon
      );
    }),
    { numRuns: 30 },
  );
});

test('has a sigma that falls with epsilon and delta and grows with distance and releases', () => {
  fc.assert(
    fc.property(targets, share, (target, part) => {
      const { epsilon, delta } = target;
      const sigma = gaussianSigma(at(1), target, 3);
      // An epsilon far below the rounding of delta makes no difference but that.
      const rounded = sigma * (1 - 1e-13);
      return (
        gaussianSigma(at(1), { epsilon: epsilon * part, delta }, 3) >= rounded &&
        gaussianSigma(at(1), { epsilon, delta: delta * part }, 3) >= sigma &&
        gaussianSigma(at(1.1), target, 3) > sigma &&
        gaussianSigma(at(1), target, 4) > sigma
      );
    }),
    { numRuns: 30 },
  );
});

test('meets a target from the safe side, and closely', () => {
  fc.assert(
    fc.property(targets, fc.integer({ min: 1, max: 400 }), (target, releases) => {
      const sigma = gaussianSigma(at(2), target, releases);
      const mu = composeMu(Array.from({ length: releases }, () => gaussianMu(at(2), sigma)));
      expect(mu).toBeLessThanOrEqual(gaussianMuFor(target));
      expect(gaussianDelta(mu, target.epsilon)).toBeLessThanOrEqual(target.delta);
      expect(gaussianDelta(mu * 1.0001, target.epsilon)).toBeGreaterThan(target.delta);
      const epsilon = gaussianEpsilon(mu, target.delta);
      expect(meets(gaussianDelta(mu, epsilon), target.delta)).toBe(true);
      expect(epsilon).toBeLessThanOrEqual(target.epsilon + 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('calibrates mu so that the guard against rounding holds', () => {
  fc.assert(
    fc.property(targets, (target) =>
      meets(gaussianDelta(gaussianMuFor(target), target.epsilon), target.delta),
    ),
    { numRuns: 30 },
  );
});

test('finds the epsilon and the mu that a delta came from', () => {
  for (const [mu, epsilon] of [
    [0.01, 0.001],
    [0.1, 0.05],
    [0.5, 0.9],
    [3, 12],
    [40, 1000],
  ] as const) {
    const delta = gaussianDelta(mu, epsilon);
    expect(gaussianEpsilon(mu, delta)).toBeCloseTo(epsilon, 8);
    expect(gaussianMuFor({ epsilon, delta })).toBeCloseTo(mu, 8);
  }
});

test('costs nothing where no release is', () => {
  expect(composeMu([])).toBe(0);
  expect(gaussianDelta(0, 0)).toBe(0);
  expect(gaussianEpsilon(0, 1e-6)).toBe(0);
  expect(gaussianEpsilon(0.1, 0.5)).toBe(0);
});

test.each([
  () => gaussianMu(at(1), 0),
  () => gaussianMu(at(1), Infinity),
  () => gaussianDelta(-1, 1),
  () => gaussianDelta(NaN, 1),
  () => gaussianDelta(Infinity, 1),
  () => gaussianDelta(1, -1),
  () => gaussianDelta(1, Infinity),
  () => composeMu([1, -1]),
  () => gaussianEpsilon(-1, 0.1),
  () => gaussianEpsilon(1, 0),
  () => gaussianEpsilon(1, 1),
  () => gaussianMuFor({ epsilon: NaN, delta: 0.1 }),
  () => gaussianMuFor({ epsilon: 1, delta: 0 }),
  () => gaussianSigma(at(1), { epsilon: 1, delta: 0.1 }, 0),
  () => gaussianSigma(at(1), { epsilon: 1, delta: 0.1 }, 1.5),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
