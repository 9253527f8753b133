import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basicComposition, optimalCompositionDelta, optimalCompositionEpsilon } from './pure.ts';
import { meets } from './target.ts';
import vectors from './vectors.json' with { type: 'json' };

test('adds up pure epsilons in whole numbers', () => {
  expect(basicComposition([])).toBe(0);
  expect(basicComposition([0, 1, 2])).toBe(3);
  expect(basicComposition(Array<number>(30).fill(4_000_000))).toBe(120_000_000);
});

/** The vectors are the points (k - 2i) epsilon0 of the theorem; between them the same sum goes on. */
test.each(vectors.optimalPureComposition.values)(
  'needs epsilon $epsilon for $steps releases of $localEpsilon among the points of the theorem',
  ({ localEpsilon, steps, delta, epsilon }) => {
    const pure = { epsilon: localEpsilon, releases: steps };
    expect(optimalCompositionDelta(pure, epsilon)).toBeLessThanOrEqual(delta);
    expect(optimalCompositionDelta(pure, epsilon - 2 * localEpsilon)).toBeGreaterThan(delta);
    const exact = optimalCompositionEpsilon(pure, delta);
    expect(exact).toBeLessThanOrEqual(epsilon);
    expect(exact).toBeGreaterThan(epsilon - 2 * localEpsilon);
  },
);

/** Sum over all outcomes of k randomised responses, one by one. */
function enumerated(epsilon0: number, releases: number, epsilon: number): number {
  const truth = Math.exp(epsilon0) / (1 + Math.exp(epsilon0));
  let delta = 0;
  for (let outcome = 0; outcome < 2 ** releases; outcome += 1) {
    let [p, q] = [1, 1];
    for (let at = 0; at < releases; at += 1) {
      const one = ((outcome >> at) & 1) === 1;
      p *= one ? truth : 1 - truth;
      q *= one ? 1 - truth : truth;
    }
    delta += Math.max(0, p - Math.exp(epsilon) * q);
  }
  return delta;
}

test.each([
  [0.3, 1, 0],
  [0.3, 1, 0.2],
  [0.7, 8, 0],
  [0.7, 8, 1.3],
  [1.5, 9, 6],
  [0.2, 10, 1.99],
])(
  'is the divergence of randomised responses, outcome by outcome (%s, %s, %s)',
  (local, k, epsilon) => {
    const delta = optimalCompositionDelta({ epsilon: local, releases: k }, epsilon);
    expect(delta).toBeCloseTo(enumerated(local, k, epsilon), 13);
  },
);

const epsilons = fc.double({ min: 1e-3, max: 4, noNaN: true });
const releases = fc.integer({ min: 1, max: 100 });
const deltas = fc.double({ min: -20, max: -0.1, noNaN: true }).map((log) => 10 ** log);
/** Arguments differ by a thousandth or more, results by more than rounding. */
const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });

test('has a delta that grows with epsilon0 and releases and falls with epsilon', () => {
  fc.assert(
    fc.property(epsilons, releases, share, share, (local, k, total, part) => {
      const epsilon = total * local * k;
      const delta = optimalCompositionDelta({ epsilon: local, releases: k }, epsilon);
      const more = delta * (1 + 1e-9) + 1e-300;
      return (
        optimalCompositionDelta({ epsilon: local * part, releases: k }, epsilon) <= more &&
        optimalCompositionDelta({ epsilon: local, releases: k }, epsilon / part) <= more &&
        optimalCompositionDelta({ epsilon: local, releases: k + 1 }, epsilon) >= delta * (1 - 1e-9)
      );
    }),
  );
});

test('has an epsilon that is safe, monotone and never above the sum', () => {
  fc.assert(
    fc.property(epsilons, releases, deltas, share, (local, k, delta, part) => {
      const pure = { epsilon: local, releases: k };
      const epsilon = optimalCompositionEpsilon(pure, delta);
      expect(epsilon).toBeLessThanOrEqual(local * k);
      expect(meets(optimalCompositionDelta(pure, epsilon), delta)).toBe(true);
      expect(optimalCompositionEpsilon(pure, delta * part)).toBeGreaterThanOrEqual(epsilon);
      const less = { epsilon: local * part, releases: k };
      expect(optimalCompositionEpsilon(less, delta)).toBeLessThanOrEqual(epsilon);
    }),
    { numRuns: 50 },
  );
});

test('finds the epsilon that a delta came from', () => {
  for (const [local, k, epsilon] of [
    [0.01, 10, 0.02],
    [0.1, 30, 0.5],
    [1, 30, 20],
  ] as const) {
    const pure = { epsilon: local, releases: k };
    const delta = optimalCompositionDelta(pure, epsilon);
    expect(optimalCompositionEpsilon(pure, delta)).toBeCloseTo(epsilon, 8);
  }
});

test('has a delta of 1 at most, up to the largest epsilon and the most releases', () => {
  const all = Array.from({ length: 300 }, (_, i) =>
    optimalCompositionDelta({ epsilon: 0.9 + i / 100, releases: 100 + i }, 0),
  );
  expect(Math.max(...all)).toBe(1);
  expect(optimalCompositionDelta({ epsilon: 50, releases: 100_000 }, 0)).toBeCloseTo(1, 12);
});

test('costs nothing where no release costs anything', () => {
  expect(optimalCompositionEpsilon({ epsilon: 0, releases: 5 }, 1e-9)).toBe(0);
  expect(optimalCompositionEpsilon({ epsilon: 0.1, releases: 1 }, 0.9)).toBe(0);
});

test.each([
  () => basicComposition([0.5]),
  () => basicComposition([-1]),
  () => basicComposition([Number.MAX_SAFE_INTEGER, 1]),
  () => optimalCompositionDelta({ epsilon: -1, releases: 1 }, 0),
  () => optimalCompositionDelta({ epsilon: 51, releases: 1 }, 0),
  () => optimalCompositionDelta({ epsilon: 1, releases: 0 }, 0),
  () => optimalCompositionDelta({ epsilon: 1, releases: 1.5 }, 0),
  () => optimalCompositionDelta({ epsilon: 1, releases: 100_001 }, 0),
  () => optimalCompositionDelta({ epsilon: 1, releases: 1 }, -1),
  () => optimalCompositionEpsilon({ epsilon: 1, releases: 1 }, 0),
  () => optimalCompositionEpsilon({ epsilon: 1, releases: 1 }, 1),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
