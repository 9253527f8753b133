import { seededRng, type ChannelWeights, type Rng } from '@sotto/core';
import { FUSION_CHANNELS, type ChoiceExample } from '@sotto/learning';
import type { FitCase } from '../evaluation/fit-cases.ts';
import { meanNdcg } from '../evaluation/fit-objective.ts';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import { presentChannels } from '../evaluation/present-channels.ts';
import { searchWeights } from '../evaluation/search-weights.ts';

/** Examples that the search looks at; beyond them weights hardly move. */
const EXAMPLES = 4_000;

/** Random starts beside the weights that are given. */
const RANDOM_STARTS = 1;

/**
 * The ceiling: weights found by the search of `sotto fit` on the choices of all devices at once, with those that come
 * later than what is ranked. Nobody could have them who does not see everything, and the future.
 *
 * @param start weights to begin with; that of the first channel with data stays
 */
export function centralWeights(
  shop: EvaluatedShop,
  examples: readonly ChoiceExample[],
  start: ChannelWeights,
  seed: number,
): ChannelWeights {
  const rng = seededRng(seed);
  const names = presentChannels(shop).filter((name) => name !== 'seen');
  const columns = names.map((name) => FUSION_CHANNELS.indexOf(name));
  const cases = sample(examples, EXAMPLES, rng).map((example) => fitCase(example, columns));
  const from = Float64Array.from(names, (name) => start[name]);
  const found = searchWeights((weights) => meanNdcg(cases, weights), [from], RANDOM_STARTS, rng);
  const changed = names.map((name, at) => [name, found.weights[at] ?? 0] as const);
  return { ...start, ...Object.fromEntries(changed) };
}

/** At most `most` of a list, drawn. */
export function sample<T>(all: readonly T[], most: number, rng: Rng): T[] {
  const draws = all.map((each) => ({ each, draw: rng.next() }));
  return draws
    .sort((a, b) => a.draw - b.draw)
    .slice(0, most)
    .map(({ each }) => each);
}

function fitCase({ values, size }: ChoiceExample, columns: readonly number[]): FitCase {
  const own = new Float32Array(size * columns.length);
  for (let item = 0; item < size; item++)
    for (const [at, column] of columns.entries())
      own[item * columns.length + at] = values[item * FUSION_CHANNELS.length + column] ?? 0;
  return { targets: 1, size, values: own };
}
