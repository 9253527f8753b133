import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discreteGaussianDelta } from './discrete-gaussian.ts';
import { discreteLaplaceScale } from './discrete-laplace.ts';
import { gaussianDelta, gaussianMu } from './gaussian.ts';
import { normSensitivity } from './sensitivity.ts';
import vectors from './vectors.json' with { type: 'json' };
import { gaussianRho, zcdpDelta } from './zcdp.ts';

const at = (distance: number) => normSensitivity('addition-removal', distance);

test.each(vectors.discreteGaussianDelta.values)(
  'gives delta $delta for sigma squared $sigmaSquared at epsilon $epsilon',
  ({ sigmaSquared, epsilon, delta }) => {
    expect(discreteGaussianDelta(at(1), sigmaSquared, epsilon) / delta).toBeCloseTo(1, 12);
  },
);

/** The divergence from its definition, over all whole numbers that have a weight. */
function enumerated(distance: number, sigmaSquared: number, epsilon: number): number {
  const weight = (x: number): number => Math.exp((-x * x) / (2 * sigmaSquared));
  let [all, sum] = [0, 0];
  for (let x = -200; x <= 200; x += 1) {
    all += weight(x);
    sum += Math.max(0, weight(x) - Math.exp(epsilon) * weight(x + distance));
  }
  return sum / all;
}

test.each([
  [1, 0.1, 0],
  [1, 3, 0],
  [2, 3, 0.5],
  [2, 0.3, 4],
  [7, 30, 0.2],
  [7, 30, 3],
  [2, 4, 1],
  [200, 1, 0],
])(
  'is the divergence of the two laws, number by number (%s, %s, %s)',
  (distance, square, epsilon) => {
    const delta = discreteGaussianDelta(at(distance), square, epsilon);
    expect(delta / enumerated(distance, square, epsilon)).toBeCloseTo(1, 11);
  },
);

test('comes close to the continuous law as sigma grows', () => {
  const continuous = gaussianDelta(gaussianMu(at(200), 100), 1);
  expect(discreteGaussianDelta(at(200), 10_000, 1) / continuous).toBeCloseTo(1, 3);
  const small = gaussianDelta(gaussianMu(at(1), 1e5), 0);
  expect(discreteGaussianDelta(at(1), 1e10, 0) / small).toBeCloseTo(1, 8);
});

test('falls with epsilon, grows with distance and never exceeds what zCDP gives', () => {
  const squares = fc.double({ min: 0.05, max: 400, noNaN: true });
  const epsilons = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(squares, epsilons, fc.integer({ min: 1, max: 9 }), (square, epsilon, distance) => {
      const delta = discreteGaussianDelta(at(distance), square, epsilon);
      const slack = 1 + 1e-9;
      expect(discreteGaussianDelta(at(distance), square, epsilon + 0.1)).toBeLessThanOrEqual(delta);
      expect(
        discreteGaussianDelta(at(distance + 1), square, epsilon) * slack,
      ).toBeGreaterThanOrEqual(delta);
      const bound = zcdpDelta(gaussianRho(at(distance), square), epsilon);
      expect(delta).toBeLessThanOrEqual(bound * slack);
    }),
  );
});

test.each(vectors.discreteLaplaceParameter.values)(
  'gives Laplace noise the parameter $parameter for distance $sensitivity',
  ({ sensitivity, epsilon, parameter }) => {
    const { numerator, denominator } = discreteLaplaceScale(at(sensitivity), epsilon * 1e6);
    expect(Number(denominator) / Number(numerator)).toBe(parameter);
  },
);

test('has a scale that is distance over epsilon in whole numbers', () => {
  expect(discreteLaplaceScale(normSensitivity('substitution', 3), 1_500_000)).toEqual({
    numerator: 6_000_000n,
    denominator: 1_500_000n,
  });
  expect(discreteLaplaceScale(at(1), 1)).toEqual({ numerator: 1_000_000n, denominator: 1n });
});

test.each([
  () => discreteGaussianDelta(at(1.5), 1, 1),
  () => discreteGaussianDelta(at(1), 0, 1),
  () => discreteGaussianDelta(at(1), 1.1e10, 1),
  () => discreteGaussianDelta(at(1), NaN, 1),
  () => discreteGaussianDelta(at(1), 1, -1),
  () => discreteLaplaceScale(at(0.5), 1),
  () => discreteLaplaceScale(at(1), 0),
  () => discreteLaplaceScale(at(1), 1.5),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
