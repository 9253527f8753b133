import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normSensitivity } from './sensitivity.ts';
import { meets } from './target.ts';
import vectors from './vectors.json' with { type: 'json' };
import { gaussianRho, pureRho, sigmaSquaredFor, zcdpDelta, zcdpEpsilon, zcdpRho } from './zcdp.ts';

const ONE = normSensitivity('addition-removal', 1);

test.each(vectors.zcdp.values)('converts rho $rho and epsilon $epsilon both ways', (vector) => {
  const { rho, epsilon, delta } = vector;
  expect(zcdpEpsilon(rho, delta)).toBeCloseTo(epsilon, 9);
  expect(zcdpRho({ epsilon, delta }) / rho).toBeCloseTo(1, 10);
  expect(zcdpDelta(rho, epsilon) / delta).toBeCloseTo(1, 9);
});

test('has the sigma of the RDP accountant for one release', () => {
  const [{ rho, sigma } = { rho: NaN, sigma: NaN }] = vectors.zcdp.values;
  expect(gaussianRho(ONE, (sigma ?? NaN) ** 2) / rho).toBeCloseTo(1, 12);
  const { numerator, denominator } = sigmaSquaredFor(ONE, rho);
  expect(Math.sqrt(Number(numerator) / Number(denominator))).toBeCloseTo(sigma ?? NaN, 6);
});

test.each([
  [0.02, 0.9],
  [1, 40],
  [5, 6],
  [8, 0],
])('takes the best order at rho %s and epsilon %s', (rho, epsilon) => {
  const best = zcdpDelta(rho, epsilon);
  const all = Array.from({ length: 6000 }, (_, i) => {
    const order = 1.001 + i / 100;
    const log = (order - 1) * (order * rho - epsilon) + order * Math.log1p(-1 / order);
    return Math.exp(log) / (order - 1);
  });
  const found = Math.min(1, ...all);
  expect(best / found).toBeLessThanOrEqual(1 + 1e-12);
  expect(best / found).toBeGreaterThan(0.999);
});

test('counts the distance squared', () => {
  expect(gaussianRho(normSensitivity('substitution', 1.5), 2)).toBe(2.25);
  expect(pureRho(0.5)).toBe(0.125);
});

const rhos = fc.double({ min: 1e-4, max: 10, noNaN: true });
const epsilons = fc.double({ min: 0, max: 20, noNaN: true });
const deltas = fc.double({ min: -20, max: -0.1, noNaN: true }).map((log) => 10 ** log);
/** Arguments differ by a thousandth or more, results by more than rounding. */
const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });

test('has a delta that grows with rho and falls with epsilon', () => {
  fc.assert(
    fc.property(rhos, epsilons, share, (rho, epsilon, part) => {
      const delta = zcdpDelta(rho, epsilon) * (1 + 1e-9);
      return zcdpDelta(rho * part, epsilon) <= delta && zcdpDelta(rho, epsilon / part) <= delta;
    }),
  );
});

test('has an epsilon and a rho that are monotone', () => {
  fc.assert(
    fc.property(rhos, epsilons, deltas, share, (rho, epsilon, delta, part) => {
      const cost = zcdpEpsilon(rho, delta);
      const allowed = zcdpRho({ epsilon, delta });
      return (
        zcdpEpsilon(rho * part, delta) <= cost &&
        zcdpEpsilon(rho, delta * part) >= cost &&
        zcdpRho({ epsilon: epsilon * part, delta }) <= allowed &&
        zcdpRho({ epsilon, delta: delta * part }) <= allowed
      );
    }),
    { numRuns: 30 },
  );
});

test('meets a target from the safe side, and closely', () => {
  fc.assert(
    fc.property(epsilons, deltas, (epsilon, delta) => {
      const rho = zcdpRho({ epsilon, delta });
      expect(meets(zcdpDelta(rho, epsilon), delta)).toBe(true);
      expect(zcdpDelta(rho * 1.001, epsilon)).toBeGreaterThan(delta);
      expect(meets(zcdpDelta(rho, zcdpEpsilon(rho, delta)), delta)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('rounds sigma squared up, by less than 2^-19', () => {
  fc.assert(
    fc.property(rhos, fc.double({ min: 0.1, max: 100, noNaN: true }), (rho, norm) => {
      const sensitivity = normSensitivity('substitution', norm);
      const { numerator, denominator } = sigmaSquaredFor(sensitivity, rho);
      expect(denominator).toBe(2n ** 20n);
      const sigmaSquared = Number(numerator) / Number(denominator);
      expect(gaussianRho(sensitivity, sigmaSquared)).toBeLessThanOrEqual(rho);
      expect(sigmaSquared - sensitivity.distance ** 2 / (2 * rho)).toBeLessThan(2 ** -19);
    }),
  );
});

test('costs nothing where no release is', () => {
  expect(zcdpDelta(0, 0)).toBe(0);
  expect(zcdpEpsilon(0, 1e-6)).toBe(0);
  expect(zcdpDelta(1000, 0)).toBe(1);
});

test.each([
  () => gaussianRho(ONE, 0),
  () => gaussianRho(ONE, Infinity),
  () => pureRho(-1),
  () => zcdpDelta(-1, 1),
  () => zcdpDelta(Infinity, 1),
  () => zcdpDelta(1, -1),
  () => zcdpEpsilon(NaN, 0.1),
  () => zcdpEpsilon(1, 1),
  () => zcdpRho({ epsilon: -1, delta: 0.1 }),
  () => zcdpRho({ epsilon: 1, delta: 0 }),
  () => sigmaSquaredFor(ONE, 0),
  () => sigmaSquaredFor(ONE, -1),
  () => sigmaSquaredFor(ONE, NaN),
  () => sigmaSquaredFor(ONE, Infinity),
  () => sigmaSquaredFor(ONE, 1e-310),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
