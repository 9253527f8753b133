import { seededRng } from '@sotto/core';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import vectors from '../../accountant/vectors.json' with { type: 'json' };
import type { Rational } from '../../numeric/rational.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { replayRandom } from '../../random/random-tape.ts';
import { systemRandom } from '../../random/system-random.ts';
import { discreteGaussian, squareRootFloor } from './discrete-gaussian.ts';

afterEach(() => vi.unstubAllGlobals());

function seeded(seed: number): RandomSource {
  const rng = seededRng(seed);
  return { uint32: () => rng.next() * 2 ** 32 };
}

const fraction = (numerator: bigint, denominator = 1n): Rational => ({ numerator, denominator });

/** The law from its definition: the chance of each value from -reach to reach, and its variance. */
function law(sigmaSquared: number, reach: number): { chances: number[]; variance: number } {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigmaSquared)),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const chances = weights.map((weight) => weight / all);
  const variance = chances.reduce((sum, chance, i) => sum + chance * (i - reach) ** 2, 0);
  return { chances, variance };
}

test.each(vectors.discreteGaussianPmf.values)(
  'has the law of the vectors at sigma squared $sigmaSquared',
  ({ sigmaSquared, p }) => {
    const { chances } = law(sigmaSquared, 100);
    p.forEach((chance, x) => expect(chances[100 + x]).toBeCloseTo(chance, 10));
  },
);

const DRAWS = 30_000;

/** Sum of the values from `from` to before `to`. */
function side(values: readonly number[], from: number, to: number): number {
  return values.slice(from, to).reduce((sum, value) => sum + value, 0);
}

/**
 * Fixed seeds. Values with fewer than ten draws expected are counted together, each side apart. A right
 * sampler exceeds mean + 7 standard deviations of chi-square with a chance below 1e-7.
 */
test.each([
  fraction(1n, 100n),
  fraction(1n, 5n),
  fraction(99n, 100n),
  fraction(1n),
  fraction(9n, 4n),
  fraction(4n),
  fraction(25n),
  fraction(50n, 2n),
  fraction(1784n, 100n),
])('draws each value as often as its law says, and both tails (%#)', (sigmaSquared) => {
  const random = seeded(Number(sigmaSquared.numerator + sigmaSquared.denominator));
  const reach = 100;
  const square = Number(sigmaSquared.numerator) / Number(sigmaSquared.denominator);
  const { chances, variance } = law(square, reach);
  const drawn = Array<number>(2 * reach + 1).fill(0);
  let squares = 0;
  for (let i = 0; i < DRAWS; i += 1) {
    const x = Number(discreteGaussian(random, sigmaSquared));
    drawn[x + reach]! += 1;
    squares += x * x;
  }
  const first = chances.findIndex((_, i) => side(chances, 0, i + 1) * DRAWS >= 10);
  const last = 2 * reach - first;
  const groups = [
    [0, first + 1],
    ...Array.from({ length: last - first - 1 }, (_, i) => [first + 1 + i, first + 2 + i]),
    [last, 2 * reach + 1],
  ] as [number, number][];
  const chiSquare = groups.reduce((sum, [from, to]) => {
    const expected = side(chances, from, to) * DRAWS;
    return sum + (side(drawn, from, to) - expected) ** 2 / expected;
  }, 0);
  const freedom = groups.length - 1;
  expect(chiSquare).toBeLessThan(freedom + 7 * Math.sqrt(2 * freedom) + 20);
  if (square >= 1)
    expect(Math.abs(squares / DRAWS / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS));
});

test('says what it says of its variance', () => {
  for (const square of [1, 2, 4, 25])
    expect(Math.abs(law(square, 100).variance / square - 1)).toBeLessThan(1e-6);
  for (const square of [0.1, 0.5, 0.9]) expect(law(square, 100).variance).toBeLessThan(square);
});

test.each([10n ** 10n, 10n ** 40n])('has variance sigma squared at sigma squared %s', (square) => {
  const random = seeded(1);
  const draws = 5000;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < draws; i += 1) {
    const x = Number(discreteGaussian(random, fraction(square))) / Math.sqrt(Number(square));
    sum += x;
    squares += x * x;
  }
  // Five standard errors.
  expect(Math.abs(sum / draws)).toBeLessThan(5 / Math.sqrt(draws));
  expect(Math.abs(squares / draws - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
});

test('takes the floor of a square root', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 130n), (square) => {
      const root = squareRootFloor(square);
      return root * root <= square && (root + 1n) * (root + 1n) > square;
    }),
  );
  expect([0n, 1n, 2n, 3n, 4n, 8n, 9n].map(squareRootFloor)).toEqual([0n, 1n, 1n, 1n, 2n, 2n, 3n]);
});

test('gives nothing when randomness fails', () => {
  vi.stubGlobal('crypto', { getRandomValues: <T>(array: T) => array });
  for (const random of [systemRandom(), replayRandom(new Uint8Array(4))])
    expect(() => discreteGaussian(random, fraction(4n))).toThrow(
      expect.objectContaining({ code: 'privacy/randomness' }) as Error,
    );
});

test.each([fraction(0n), fraction(-4n), fraction(4n, 0n), fraction(-4n, -1n)])(
  'refuses a sigma squared that is not above 0 before anything is drawn (%#)',
  (sigmaSquared) => {
    const work = () => discreteGaussian(replayRandom(new Uint8Array(0)), sigmaSquared);
    expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
  },
);
