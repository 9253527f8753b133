import { DAY_MS, seededRng, type Rng } from '@sotto/core';
import { choiceExamples, type ChoiceExample } from '@sotto/learning';
import type { Interaction } from '@sotto/ranking';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import type { EvaluationCase } from '../evaluation/split.ts';
import type { UserSequence } from '../evaluation/sequences.ts';

/** Most choices that a device learns from at a time, as the device has it: of one moment no more are made. */
export const MOST_EXAMPLES = 20;

/** Longest time between two things that a shopper does, in days, where the file does not say when. */
const LONGEST_GAP_DAYS = 13;

/** One user of the file: what they did and what can be learnt from it. Times are those of the file, or ms from the first event. */
export interface Shopper {
  readonly user: string;
  /** All that is to be found, each after what was before it; the first event of a user is none. */
  readonly cases: readonly EvaluationCase[];
  /** The same as examples to learn from, of each moment the newest {@link MOST_EXAMPLES}. */
  readonly examples: readonly ChoiceExample[];
  /** Time of the first event. */
  readonly firstAt: number;
  /** Time of the last event. */
  readonly lastAt: number;
}

/**
 * Makes shoppers of sequences. Where the file has no times, events lie 1 to {@link LONGEST_GAP_DAYS} days apart,
 * drawn with the seed.
 */
export async function makeShoppers(
  shop: EvaluatedShop,
  users: readonly UserSequence[],
  options: {
    readonly timed: boolean;
    readonly seed: number;
    readonly onShopper: (done: number) => void;
  },
): Promise<Shopper[]> {
  const rng = seededRng(options.seed);
  const shoppers: Shopper[] = [];
  for (const sequence of users) {
    shoppers.push(await makeShopper(shop, sequence, options.timed, rng));
    options.onShopper(shoppers.length);
  }
  return shoppers;
}

async function makeShopper(
  { catalog, sequenceEncoder }: EvaluatedShop,
  { user, items, times }: UserSequence,
  timed: boolean,
  rng: Rng,
): Promise<Shopper> {
  const at = timed ? times : drawnTimes(items.length, rng);
  const history = Array.from(items, (item, i): Interaction => ({
    item,
    kind: 'purchase',
    at: at[i] ?? 0,
  }));
  const examples: ChoiceExample[] = [];
  const rankingShop = { catalog, sequenceEncoder };
  for (const since of new Set(at)) {
    const moment = { rng, since, until: since + 1, most: MOST_EXAMPLES };
    examples.push(...(await choiceExamples(history, rankingShop, moment)));
  }
  return {
    user,
    cases: casesOf(items, at),
    examples,
    firstAt: at[0] ?? 0,
    lastAt: at.at(-1) ?? 0,
  };
}

function drawnTimes(count: number, rng: Rng): Float64Array {
  let at = 0;
  return Float64Array.from({ length: count }, (_, place) => {
    if (place > 0) at += Math.ceil(rng.next() * LONGEST_GAP_DAYS) * DAY_MS;
    return at;
  });
}

/** A case for each moment: what was had at that moment, after all that was before it. */
function casesOf(items: Uint32Array, times: Float64Array): EvaluationCase[] {
  const cases: EvaluationCase[] = [];
  let start = 0;
  while (start < items.length) {
    let end = start + 1;
    while (end < items.length && times[end] === times[start]) end++;
    const history = items.subarray(0, start);
    const targets = [...items.subarray(start, end)];
    const at = times[start] ?? 0;
    if (start > 0)
      cases.push({ history, seen: history, times: times.subarray(0, start), targets, at });
    start = end;
  }
  return cases;
}
