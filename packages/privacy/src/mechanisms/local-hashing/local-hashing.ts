import { expFloor } from '../../exp-floor.ts';
import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { uniformIndex } from '../../random/uniform.ts';
import { type KAryParameters, kAryResponse } from '../k-ary-response/k-ary-response.ts';
import { HASH_FUNCTIONS, hashFunction, hashItem } from './hash-function.ts';

/** What client and server agree on. */
export interface LocalHashingParameters {
  /** Epsilon of one report in millionths, a whole number from 1 to 16,000,000. */
  readonly microEpsilon: number;
  /** How many items there are: 0 to `items - 1`. From 1 to 1,000,000. */
  readonly items: number;
}

const MAX_VALUES = 256;
const HALF = 1n << 31n;

/**
 * The response on hash values: g = 1 + e^epsilon rounded to the nearest whole number, at most 256. The error
 * is least there; the cap, reached at epsilon 5.54, keeps a report at 24 bits.
 *
 * @throws `privacy/parameters`
 */
export function hashedResponse({ microEpsilon, items }: LocalHashingParameters): KAryParameters {
  requireParameter(microEpsilon >= 1, 'Epsilon is at least one millionth.');
  requireParameter(
    Number.isInteger(items) && items >= 1 && items <= 1_000_000,
    'Local hashing takes 1 to 1,000,000 items.',
  );
  const rounded = Number((expFloor(microEpsilon) + HALF) >> 32n);
  return { microEpsilon, values: Math.min(rounded + 1, MAX_VALUES) };
}

/** A report taken apart. */
export interface HashedReport {
  /** Number of the hash function, from 0 to 65,535. */
  readonly hash: number;
  /** From 0 to 255. */
  readonly value: number;
}

/** Takes the payload of a report apart. */
export function unpackHashed(payload: number): HashedReport {
  return { hash: payload >>> 8, value: payload & 0xff };
}

/**
 * Optimised local hashing: names one of thousands of items by what a public hash function, drawn at random,
 * makes of it.
 *
 * **Guarantee**: pure epsilon local differential privacy under substitution of the item, also by none.
 * **Condition**: `random` is uniform and used once. **Formula**: P(hash, value) = 1/65536 * truth/total if
 * value is the hash of the item, other/total if not, 1/g if there is none. **Randomness**: the number of the
 * function, a value for none, and the draw of {@link kAryResponse}, made whether or not there is an item.
 *
 * *Proof.* The function is drawn without regard to the item. Given the function, the value is k-ary response
 * to a value below g, so for any two items its probabilities have a ratio of at most truth/other <=
 * e^epsilon. With none the response is to a uniform value, a mixture of the same laws, and a mixture of
 * numbers from other/total to truth/total lies between them. It holds for every round key and all hash
 * functions, also for ones that an adversary chose. ∎
 *
 * **Error**: see `localHashingEstimate`; variance n * 4 e^epsilon / (e^epsilon - 1)^2 for a rare item up to
 * epsilon 5.54. The functions are few, so a fake report can't search for one that suits many items.
 *
 * Source: Wang, Blocki, Li, Jha, "Locally differentially private protocols for frequency estimation"
 * (USENIX Security 2017), section 4.4; functions from a closed set: Cormode, Maddock, Maple, "Frequency
 * estimation under local differential privacy" (VLDB 2021).
 *
 * @param key of the round
 * @param item from 0 to `items - 1`, or null where there is nothing to tell
 * @returns the payload, 24 bits: the number of the hash function times 256, plus the value
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function localHashing(
  random: RandomSource,
  parameters: LocalHashingParameters,
  key: RoundKey,
  item: number | null,
): number {
  const response = hashedResponse(parameters);
  requireParameter(
    item === null || (Number.isInteger(item) && item >= 0 && item < parameters.items),
    'The item is not one of those counted.',
  );
  const hash = uniformIndex(random, HASH_FUNCTIONS);
  const none = uniformIndex(random, response.values);
  const held = item === null ? none : hashItem(hashFunction(key, hash, response.values), item);
  return hash * 256 + kAryResponse(random, response, held);
}
