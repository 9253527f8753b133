import type { Rng } from '@sotto/core';
import {
  buildProfile,
  ChannelValues,
  profileVectors,
  Scorer,
  topK,
  type Interaction,
  type Profile,
  type RankingCatalog,
} from '@sotto/ranking';
import { FUSION_CHANNELS } from '../fusion/fusion-weights.ts';
import type { ChoiceExample } from './choice-example.ts';
import { choicesOf, type Choice } from './choices.ts';

/** A shop as its channels see it now. */
export interface RankingShop {
  readonly catalog: RankingCatalog;
  /** What the shopper likes: see `RankRequest.taste`. */
  readonly taste?: Float32Array | undefined;
  /** Tells where histories lead; absent where there is none. */
  readonly sequenceEncoder?:
    { encode(vectors: readonly Float32Array[]): Promise<Float32Array | undefined> } | undefined;
}

/**
 * Rounds (weeks) before a round whose choices a report of it tells of: a gradient of the fusion, and a vote. Most
 * shoppers choose something within four weeks, and not within one; what a report promises does not depend on it.
 */
export const CHOICE_ROUNDS = 4;

/** Which examples to make, and of how many candidates. */
export interface ChoiceOptions {
  /** For the candidates that are drawn at random. */
  readonly rng: Rng;
  /** First moment whose choices are taken, milliseconds since 1970. Default: the beginning. */
  readonly since?: number;
  /** First moment whose choices are no longer taken. Default: no end. */
  readonly until?: number;
  /** Most examples; the newest are taken. Default 20. */
  readonly most?: number;
  /** Candidates from the top of each channel's own list. Default 30. */
  readonly best?: number;
  /** Candidates drawn at random from all products. Default 50. */
  readonly random?: number;
  /** Awaited before each example, so that other work of the thread gets its turn. Default: nothing. */
  readonly pause?: () => Promise<void>;
}

/**
 * Examples of what a shopper went on to: for each choice the values of all channels by the history before
 * it, for the chosen product, what each channel by itself puts first, what was seen in a list and passed over,
 * and some products at random, which stand for all others. What the shopper knew already is no candidate.
 * Examples with values that are not finite are left out.
 *
 * Candidates do not depend on the weights in use. Taken from the top of the list in use they would hold back
 * what that list is made of: measured on design users of Amazon Beauty, learning from them took the weight of
 * words to 0 and recovered 0.6 of the gap to central weights, against 0.95 so.
 *
 * @param history oldest first, without gaps: also what lies before `since`
 */
export async function choiceExamples(
  history: readonly Interaction[],
  shop: RankingShop,
  options: ChoiceOptions,
): Promise<ChoiceExample[]> {
  const [examples = []] = await examplesOf(history, [shop], options);
  return examples;
}

/**
 * The same choices with the same candidates as two shops see them: what the channels of both put first are candidates, so
 * that a comparison of the two is fair.
 *
 * @returns examples of the one and of the other, in the same order
 */
export async function pairedChoiceExamples(
  history: readonly Interaction[],
  shops: readonly [RankingShop, RankingShop],
  options: ChoiceOptions,
): Promise<[ChoiceExample[], ChoiceExample[]]> {
  const [one = [], other = []] = await examplesOf(history, shops, options);
  return [one, other];
}

async function examplesOf(
  history: readonly Interaction[],
  shops: readonly RankingShop[],
  options: ChoiceOptions,
): Promise<ChoiceExample[][]> {
  const { since = -Infinity, until = Infinity, most = 20, pause } = options;
  const choices = choicesOf(history).filter(({ at }) => at >= since && at < until);
  const views = shops.map((shop) => new ShopView(shop));
  const examples: ChoiceExample[][] = shops.map(() => []);
  for (const choice of most > 0 ? choices.slice(-most) : []) {
    await pause?.();
    const before = history.slice(0, choice.index);
    const profile = buildProfile(before, choice.at);
    for (const view of views) await view.load(profile, choice.at);
    const { items, standsFor } = candidatesOf(choice, before, views, options);
    const values = views.map((view) => view.rows(items));
    if (items.length < 2 || !values.every(allFinite)) continue;
    const { weight, at } = choice;
    for (const [each, own] of values.entries())
      examples[each]?.push({
        values: own,
        size: items.length,
        standsFor,
        weight,
        items,
        profile,
        at,
      });
  }
  return examples;
}

/** The chosen product first, each product once, those drawn at random last. */
function candidatesOf(
  { item, passedOver }: Choice,
  before: readonly Interaction[],
  views: readonly ShopView[],
  { rng, best = 30, random = 50 }: ChoiceOptions,
): { readonly items: Uint32Array; readonly standsFor: Float32Array } {
  const known = new Set(before.filter(({ kind }) => kind !== 'impression').map((one) => one.item));
  const candidates = new Set([item, ...passedOver]);
  for (const view of views)
    for (const each of view.best(best, (one) => !known.has(one))) candidates.add(each);
  const itself = candidates.size;
  const size = views[0]?.size ?? 0;
  for (let draw = 0; draw < random; draw++) {
    const drawn = Math.floor(rng.next() * size);
    if (!known.has(drawn)) candidates.add(drawn);
  }
  const items = Uint32Array.from(candidates);
  const others = Math.max(1, size - known.size - itself);
  const standsFor = new Float32Array(items.length);
  standsFor.fill(Math.log(Math.max(1, others / (items.length - itself))), itself);
  return { items, standsFor };
}

const allFinite = (values: Float32Array): boolean =>
  values.every((value) => Number.isFinite(value));

/** What one shop makes of a moment of the history. */
class ShopView {
  readonly size: number;
  readonly #shop: RankingShop;
  readonly #scorer: Scorer;
  readonly #values: ChannelValues;

  constructor(shop: RankingShop) {
    this.size = shop.catalog.items.size;
    this.#shop = shop;
    this.#scorer = new Scorer(shop.catalog);
    this.#values = new ChannelValues(this.size, FUSION_CHANNELS);
  }

  async load(profile: Profile, now: number): Promise<void> {
    const { catalog, taste, sequenceEncoder } = this.#shop;
    const query = await sequenceEncoder?.encode(profileVectors(profile, catalog.sequenceVectors));
    this.#scorer.load({ profile, page: NO_PAGE, query, taste, now }, this.#values);
  }

  /** The products that each channel puts first. */
  best(count: number, accept: (item: number) => boolean): number[] {
    return FUSION_CHANNELS.flatMap((name) => {
      const values = this.#values.of(name);
      if (values === undefined || !values.some((value) => value > 0)) return [];
      return topK(values, count, (item) => (values[item] ?? 0) > 0 && accept(item));
    });
  }

  rows(items: Uint32Array): Float32Array {
    return this.#values.rows(items, FUSION_CHANNELS);
  }
}

/** Lists of this kind are for the home page: they go by the history alone. */
const NO_PAGE = { kind: 'home', basket: [] } as const;
