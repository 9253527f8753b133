import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffleDelta, shuffleEpsilon, shuffleLocalEpsilon } from './shuffle.ts';
import { meets } from './target.ts';
import vectors from './vectors.json' with { type: 'json' };

test.each(vectors.shuffleFmt2020.values)(
  'gives epsilon $exact for $n reports at $localEpsilon',
  ({ n, localEpsilon, delta, exact, low, high }) => {
    const epsilon = shuffleEpsilon({ reports: n, localEpsilon }, delta);
    expect(Math.abs(epsilon - exact)).toBeLessThanOrEqual(low === undefined ? 5e-5 : 1e-9);
    expect(epsilon).toBeGreaterThanOrEqual(low ?? 0);
    expect(epsilon).toBeLessThanOrEqual(high ?? Infinity);
  },
);

test.each(vectors.shuffleEps0Allowed.values)(
  'allows local epsilon $localEpsilon to $n reports at epsilon $epsilon',
  ({ n, epsilon, delta, localEpsilon }) => {
    const allowed = shuffleLocalEpsilon(n, { epsilon, delta });
    expect(Math.abs(allowed - localEpsilon)).toBeLessThanOrEqual(5.1e-5);
    expect(shuffleDelta({ reports: n, localEpsilon: allowed }, epsilon)).toBeLessThanOrEqual(delta);
    const more = { reports: n, localEpsilon: allowed + 1e-6 };
    expect(shuffleDelta(more, epsilon)).toBeGreaterThan(delta);
  },
);

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

/** The divergence of the two laws of (a, b), from their definition. */
function enumerated(reports: number, localEpsilon: number, epsilon: number): number {
  const laws = [new Map<string, number>(), new Map<string, number>()];
  const q = Math.exp(-localEpsilon);
  const truth = 1 / (1 + q);
  for (let k = 0; k < reports; k += 1)
    for (let a = 0; a <= k; a += 1) {
      const chance =
        choose(reports - 1, k) * q ** k * (1 - q) ** (reports - 1 - k) * choose(k, a) * 0.5 ** k;
      for (const [law, one] of [
        [0, truth],
        [1, 1 - truth],
      ] as const)
        for (const [d, weight] of [
          [1, one],
          [0, 1 - one],
        ] as const) {
          const cell = `${a + d} ${k - a + 1 - d}`;
          laws[law]?.set(cell, (laws[law]?.get(cell) ?? 0) + chance * weight);
        }
    }
  return [...laws[0]!].reduce(
    (sum, [cell, p]) => sum + Math.max(0, p - Math.exp(epsilon) * (laws[1]?.get(cell) ?? 0)),
    0,
  );
}

test.each([
  [1, 1, 0.5],
  [2, 1, 0.5],
  [2, 0.1, 0],
  [5, 2, 0],
  [12, 1, 0.3],
  [12, 3, 1.7],
  [40, 0.5, 0.11],
  [40, 2.5, 1],
])(
  'is the divergence of the two laws, outcome by outcome (%s, %s, %s)',
  (reports, local, epsilon) => {
    const delta = shuffleDelta({ reports, localEpsilon: local }, epsilon);
    expect(delta / enumerated(reports, local, epsilon)).toBeCloseTo(1, 11);
  },
);

const reports = fc.integer({ min: 1, max: 5_000 });
/** For searches, which answer for one number of reports dozens of times. */
const fewReports = fc.integer({ min: 1, max: 50 });
const locals = fc.double({ min: 0.01, max: 16, noNaN: true });
const deltas = fc.double({ min: -12, max: -1, noNaN: true }).map((log) => 10 ** log);
/** Arguments differ by a thousandth or more, results by more than rounding. */
const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });

test('has a delta that grows with the local epsilon and falls with epsilon and reports', () => {
  fc.assert(
    fc.property(reports, locals, share, share, (n, localEpsilon, total, part) => {
      const epsilon = localEpsilon * total;
      const delta = shuffleDelta({ reports: n, localEpsilon }, epsilon);
      const more = delta * (1 + 1e-9);
      return (
        shuffleDelta({ reports: n + 10, localEpsilon }, epsilon) <= more &&
        shuffleDelta({ reports: n, localEpsilon: localEpsilon * part }, epsilon) <= more &&
        shuffleDelta({ reports: n, localEpsilon }, epsilon / part) <= more
      );
    }),
    { numRuns: 50 },
  );
});

test('has an epsilon that is safe, monotone and never above the local one', () => {
  fc.assert(
    fc.property(fewReports, locals, deltas, share, (n, localEpsilon, delta, part) => {
      const shuffled = { reports: n, localEpsilon };
      const epsilon = shuffleEpsilon(shuffled, delta);
      expect(epsilon).toBeLessThanOrEqual(localEpsilon);
      expect(meets(shuffleDelta(shuffled, epsilon), delta)).toBe(true);
      expect(shuffleEpsilon(shuffled, delta * part)).toBeGreaterThanOrEqual(epsilon);
      const less = { reports: n, localEpsilon: localEpsilon * part };
      expect(shuffleEpsilon(less, delta)).toBeLessThanOrEqual(epsilon);
    }),
    { numRuns: 20 },
  );
});

test('allows a local epsilon that is safe, monotone and never below the target', () => {
  fc.assert(
    fc.property(
      fewReports,
      fc.double({ min: 0.05, max: 8, noNaN: true }),
      deltas,
      (n, epsilon, delta) => {
        const allowed = shuffleLocalEpsilon(n, { epsilon, delta });
        expect(allowed).toBeGreaterThanOrEqual(epsilon);
        expect(meets(shuffleDelta({ reports: n, localEpsilon: allowed }, epsilon), delta)).toBe(
          true,
        );
        expect(shuffleLocalEpsilon(n * 2, { epsilon, delta })).toBeGreaterThanOrEqual(allowed);
      },
    ),
    { numRuns: 15 },
  );
});

test('takes a thousand million reports', () => {
  expect(shuffleDelta({ reports: 1e9, localEpsilon: 16 }, 15)).toBeLessThan(1e-9);
});

test('gains nothing without others, and all that is allowed where delta is loose', () => {
  expect(shuffleDelta({ reports: 10, localEpsilon: 2 }, 2)).toBe(0);
  expect(shuffleEpsilon({ reports: 1, localEpsilon: 2 }, 1e-9)).toBeCloseTo(2, 6);
  expect(shuffleLocalEpsilon(1_000_000, { epsilon: 8, delta: 0.99 })).toBe(16);
  expect(shuffleEpsilon({ reports: 1_000_000, localEpsilon: 0.01 }, 0.5)).toBe(0);
});

test.each([
  () => shuffleDelta({ reports: 0, localEpsilon: 1 }, 1),
  () => shuffleDelta({ reports: 1.5, localEpsilon: 1 }, 1),
  () => shuffleDelta({ reports: 1e9 + 1, localEpsilon: 1 }, 1),
  () => shuffleDelta({ reports: 10, localEpsilon: 0 }, 1),
  () => shuffleDelta({ reports: 10, localEpsilon: 17 }, 1),
  () => shuffleDelta({ reports: 10, localEpsilon: 1 }, -1),
  () => shuffleDelta({ reports: 10, localEpsilon: NaN }, 1),
  () => shuffleEpsilon({ reports: 10, localEpsilon: 1 }, 0),
  () => shuffleEpsilon({ reports: 0, localEpsilon: 1 }, 0.1),
  () => shuffleLocalEpsilon(10, { epsilon: 0, delta: 0.1 }),
  () => shuffleLocalEpsilon(10, { epsilon: 1, delta: 1 }),
])('refuses what is out of range (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
