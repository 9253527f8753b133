import { seededRng } from '@sotto/core';
import { afterEach, expect, test, vi } from 'vitest';
import vectors from '../../accountant/vectors.json' with { type: 'json' };
import type { Rational } from '../../numeric/rational.ts';
import { bernoulliExp } from '../../random/bernoulli-exp.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { replayRandom } from '../../random/random-tape.ts';
import { systemRandom } from '../../random/system-random.ts';
import { discreteLaplace } from './discrete-laplace.ts';

afterEach(() => vi.unstubAllGlobals());

function seeded(seed: number): RandomSource {
  const rng = seededRng(seed);
  return { uint32: () => rng.next() * 2 ** 32 };
}

const words = (...drawn: number[]): RandomSource =>
  replayRandom(new Uint8Array(new Uint32Array(drawn).buffer));

const fraction = (numerator: bigint, denominator = 1n): Rational => ({ numerator, denominator });

const DRAWS = 40_000;

/** Draws by value, from -3 to 3, and what lies beyond either end. */
function cells(draw: () => bigint): { cells: number[]; mean: number; variance: number } {
  const counts = Array<number>(9).fill(0);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < DRAWS; i += 1) {
    const x = Number(draw());
    counts[Math.min(8, Math.max(0, x + 4))]! += 1;
    sum += x;
    squares += x * x;
  }
  return { cells: counts, mean: sum / DRAWS, variance: squares / DRAWS };
}

function chances(p: readonly number[]): number[] {
  const inside = [...p.slice(1).toReversed(), ...p];
  const tail = (1 - inside.reduce((sum, each) => sum + each, 0)) / 2;
  return [tail, ...inside, tail];
}

/** Fixed seed. A right sampler exceeds 48 with a chance of 1e-7 a scale (8 degrees of freedom). */
test.each(vectors.discreteLaplacePmf.values)(
  'draws each value as often as its law says at scale $scale, and both tails',
  ({ scale, p, variance }) => {
    const random = seeded(11 + scale);
    const drawn = cells(() => discreteLaplace(random, fraction(BigInt(scale))));
    const chiSquare = chances(p).reduce((sum, chance, i) => {
      const expected = chance * DRAWS;
      return sum + ((drawn.cells[i] ?? NaN) - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(48);
    // Five standard errors; the fourth moment is below 6.5 variances squared.
    expect(Math.abs(drawn.mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    expect(Math.abs(drawn.variance / variance - 1)).toBeLessThan(5 * Math.sqrt(5.5 / DRAWS));
  },
);

test.each([
  ['of two thirds', fraction(2n, 3n)],
  ['that is not in lowest terms', fraction(14n, 21n)],
  ['of a million', fraction(10n ** 6n)],
  ['of ten to the thirtieth', fraction(10n ** 30n)],
])('has the variance of its law at a scale %s', (_, scale) => {
  const random = seeded(5);
  const decay = Number(scale.denominator) / Number(scale.numerator);
  const deviation = Math.sqrt(2 * Math.exp(-decay)) / -Math.expm1(-decay);
  const draws = 10_000;
  let squares = 0;
  for (let i = 0; i < draws; i += 1)
    squares += (Number(discreteLaplace(random, scale)) / deviation) ** 2;
  // Five standard errors; the fourth moment is below 8 variances squared.
  expect(Math.abs(squares / draws - 1)).toBeLessThan(5 * Math.sqrt(7 / draws));
});

test('is 0 but for a chance of 2e-434 at a scale of a thousandth', () => {
  const random = seeded(6);
  for (let i = 0; i < 1000; i += 1) expect(discreteLaplace(random, fraction(1n, 1000n))).toBe(0n);
});

test('draws e to the minus gamma for gamma below and above 1', () => {
  const random = seeded(3);
  for (const [gamma, chance] of [
    [fraction(0n), 1],
    [fraction(1n, 3n), Math.exp(-1 / 3)],
    [fraction(1n), Math.exp(-1)],
    [fraction(5n, 2n), Math.exp(-2.5)],
  ] as const) {
    let hits = 0;
    for (let i = 0; i < DRAWS; i += 1) if (bernoulliExp(random, gamma)) hits += 1;
    // Five standard errors, at most 0.0125.
    expect(Math.abs(hits / DRAWS - chance)).toBeLessThan(
      5 * Math.sqrt((chance * (1 - chance)) / DRAWS) + 1e-12,
    );
  }
});

test('decides by the parity of the tries', () => {
  const half = fraction(1n, 2n);
  // 0 of 2 goes on, 1 of 2 stops: at the first try true, at the second false, at the third true.
  expect(bernoulliExp(words(1), half)).toBe(true);
  expect(bernoulliExp(words(0, 1), half)).toBe(false);
  expect(bernoulliExp(words(0, 0, 1), half)).toBe(true);
});

test('draws minus zero again', () => {
  // Scale 1: no rest, e^-1 fails at its second try (0 of 2 goes on, 1 of 3 stops would be true).
  const zero = [1];
  const negative = 0;
  const positive = 1;
  expect(discreteLaplace(words(...zero, positive), fraction(1n))).toBe(0n);
  expect(discreteLaplace(words(...zero, negative, ...zero, positive), fraction(1n))).toBe(0n);
});

test('gives nothing when randomness fails', () => {
  vi.stubGlobal('crypto', undefined);
  for (const random of [systemRandom(), words(0)])
    expect(() => discreteLaplace(random, fraction(3n))).toThrow(
      expect.objectContaining({ code: 'privacy/randomness' }) as Error,
    );
});

test.each([
  () => discreteLaplace(words(), fraction(0n)),
  () => discreteLaplace(words(), fraction(-1n)),
  () => discreteLaplace(words(), fraction(1n, 0n)),
  () => discreteLaplace(words(), fraction(-1n, -1n)),
  () => bernoulliExp(words(), fraction(-1n)),
  () => bernoulliExp(words(), fraction(1n, 0n)),
])('refuses a fraction out of range before anything is drawn (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
