import { ELEMENT_BYTES, splitVdaf } from './split-vdaf.ts';
import type { OutputShare } from './preparation.ts';

/** An aggregator's share of the sum of no words at all. */
export const emptyShare = (frame: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(frame * ELEMENT_BYTES);

/** Adds lists of numbers of the field, or of whole numbers of either sign, to a share of a sum. */
export function addToShare(
  share: Uint8Array,
  lists: readonly OutputShare[],
): Uint8Array<ArrayBuffer> {
  const { field } = splitVdaf(share.length / ELEMENT_BYTES).flp;
  const { modulus } = field;
  const sums = field.decode(Uint8Array.from(share));
  for (const list of lists) for (const [at, each] of list.entries()) sums[at]! += each;
  const within = sums.map((each) => ((each % modulus) + modulus) % modulus);
  return Uint8Array.from(field.encode(within));
}

/** The sum that two shares are of: whole numbers, below 0 where noise made them so. */
export function sumOfShares(leaders: Uint8Array, helpers: Uint8Array): number[] {
  const { field } = splitVdaf(leaders.length / ELEMENT_BYTES).flp;
  return field
    .vecAdd(field.decode(Uint8Array.from(leaders)), field.decode(Uint8Array.from(helpers)))
    .map((each) => Number(each > field.modulus / 2n ? each - field.modulus : each));
}
