import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kAryRates } from '../mechanisms/k-ary-response/k-ary-estimate.ts';
import { kAryWeights } from '../mechanisms/k-ary-response/k-ary-response.ts';
import { kAryRenyi, pureRenyi, renyiEpsilon } from './renyi.ts';
import vectors from './vectors.json' with { type: 'json' };

test.each(vectors.krrRdpReplaceOne.values)(
  'gives k-ary response with $values values the Rényi curve of the vectors',
  ({ noise, values, orders, rdp }) => {
    const rates = { truth: 1 - noise + noise / values, other: noise / values };
    const found = orders.map((order) => kAryRenyi(rates, values, Number(order)).epsilon);
    found.forEach((epsilon, i) => expect(epsilon).toBeCloseTo(rdp[i] ?? NaN, 12));
  },
);

/** The vectors' flip draws any value, the truth as well: k times the chance of one other value. */
test.each(vectors.krrFlip.values)('flips as often as the vectors at k = $values', (vector) => {
  const { other, total } = kAryWeights({
    microEpsilon: vector.epsilon * 1e6,
    values: vector.values,
  });
  const flip = (vector.values * Number(other)) / Number(total);
  // The rate of each response is rounded by less than 2^-32.
  expect(flip / vector.flip).toBeCloseTo(1, 9);
});

test.each(vectors.pureRdpToEps.values)(
  'converts orders 2 to 32 of Rényi epsilon $rdp to epsilon $epsilon, by order $order',
  ({ rdp, delta, epsilon, order }) => {
    const curve = Array.from({ length: 31 }, (_, i) => ({ order: i + 2, epsilon: rdp }));
    expect(renyiEpsilon(curve, delta)).toBeCloseTo(epsilon, 10);
    expect(renyiEpsilon([{ order, epsilon: rdp }], delta)).toBe(renyiEpsilon(curve, delta));
  },
);

/** The default orders of dp_accounting. */
const ORDERS = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 53 }, (_, i) => i + 11),
  128,
  256,
  512,
  1024,
];

test.each(vectors.gaussianComposition.values)(
  'converts $steps Gaussian releases of sigma $sigma to epsilon $renyi',
  ({ sigma, steps, delta, renyi }) => {
    const curve = ORDERS.map((order) => ({
      order,
      epsilon: (steps * order) / (2 * sigma * sigma),
    }));
    expect(renyiEpsilon(curve, delta)).toBeCloseTo(renyi, 12);
  },
);

const epsilons = fc.double({ min: 0.01, max: 12, noNaN: true });
const orders = fc.double({ min: 1.01, max: 200, noNaN: true });

test('is for two values what a pure release allows at most, and grows with epsilon and order', () => {
  fc.assert(
    fc.property(epsilons, orders, (epsilon, order) => {
      const truth = 1 / (1 + Math.exp(-epsilon));
      const bound = pureRenyi(epsilon, order).epsilon;
      const other = 1 / (1 + Math.exp(epsilon));
      expect(kAryRenyi({ truth, other }, 2, order).epsilon).toBeCloseTo(bound, 9);
      expect(bound).toBeLessThanOrEqual(Math.min(epsilon, (order * epsilon * epsilon) / 2) + 1e-12);
      expect(pureRenyi(epsilon * 1.1, order).epsilon).toBeGreaterThan(bound);
      expect(pureRenyi(epsilon, order * 1.1).epsilon).toBeGreaterThan(bound - 1e-12);
    }),
  );
});

test('never exceeds the bound of pure releases with more values', () => {
  const parameters = { microEpsilon: 2_000_000, values: 16 };
  for (const order of [1.5, 2, 8, 64, Infinity])
    expect(kAryRenyi(kAryRates(parameters), 16, order).epsilon).toBeLessThanOrEqual(
      pureRenyi(2, order).epsilon + 1e-9,
    );
});

test('costs nothing where every value is as likely as another', () => {
  expect(kAryRenyi({ truth: 0.5, other: 0.5 }, 2, 2).epsilon).toBe(0);
  expect(kAryRenyi({ truth: 0.25, other: 0.25 }, 4, 8).epsilon).toBeCloseTo(0, 15);
});

test('is pure privacy at the infinite order', () => {
  expect(pureRenyi(1.5, Infinity)).toEqual({ order: Infinity, epsilon: 1.5 });
  expect(pureRenyi(0, Infinity)).toEqual({ order: Infinity, epsilon: 0 });
  expect(renyiEpsilon([pureRenyi(1.5, Infinity)], 1e-9)).toBe(1.5);
  expect(renyiEpsilon([{ order: 2, epsilon: 0 }], 0.9)).toBe(0);
});

test.each([
  () => pureRenyi(-1, 2),
  () => pureRenyi(1, 1),
  () => kAryRenyi({ truth: 0.5, other: 0.5 }, 2, 1),
  () => kAryRenyi({ truth: 0.5, other: 0.5 }, 1, 2),
  () => kAryRenyi({ truth: 0.2, other: 0.8 }, 2, 2),
  () => kAryRenyi({ truth: 1, other: 0 }, 2, 2),
  () => renyiEpsilon([], 0.1),
  () => renyiEpsilon([{ order: 1, epsilon: 1 }], 0.1),
  () => renyiEpsilon([{ order: 2, epsilon: NaN }], 0.1),
  () => renyiEpsilon([{ order: 2, epsilon: 1 }], 0),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
