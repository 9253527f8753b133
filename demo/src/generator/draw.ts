import { seededRng, type Rng } from '@sotto/core';

/** Random choices over one stream of numbers. */
export interface Draw {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Any of the values. @throws RangeError where there are none. */
  pick<T>(values: readonly T[]): T;
  /** One of the values, as often as its weight says. @throws RangeError where there are none. */
  weighted<T>(values: readonly T[], weight: (value: T) => number): T;
  /** `count` different values, or all of them, in random order. */
  some<T>(values: readonly T[], count: number): T[];
  /** Standard normal. Source: Box and Muller (1958). */
  normal(): number;
}

function at<T>(values: readonly T[], index: number): T {
  if (values.length === 0) throw new RangeError('Nothing to choose from.');
  return values[Math.min(index, values.length - 1)] as T;
}

function shuffled<T>(values: readonly T[], rng: Rng): T[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

/** A {@link Draw} for a seed; the same seed makes the same choices. */
export function seededDraw(seed: number): Draw {
  const rng = seededRng(seed);
  const unit = (): number => rng.next();
  return {
    unit,
    between: (low, high) => low + unit() * (high - low),
    whole: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (probability) => unit() < probability,
    pick: (values) => at(values, Math.floor(unit() * values.length)),
    weighted(values, weight) {
      const weights = values.map(weight);
      let left = unit() * weights.reduce((sum, each) => sum + each, 0);
      const index = weights.findIndex((each) => (left -= each) < 0);
      return at(values, index < 0 ? values.length - 1 : index);
    },
    some: (values, count) => shuffled(values, rng).slice(0, count),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  };
}

/** A number for a text, to seed by. Source: FNV-1a, 32 bits. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
