import type { GroupLifts, GroupSignals } from '@sotto/ranking';
import type { CovisitPart, GroupPart } from './group-part.ts';
import type { ProductGroups } from './product-groups.ts';
import { shrunkLifts } from './shrink.ts';

/**
 * What the channel `groups` reads, from what a shop model says and the device's own groups.
 *
 * The popularity of a group counts for one product of it: how many more devices went to it than to a product drawn
 * from the whole catalogue, drawn towards 1 by the noise. Of co-visits a pair's lift counts beside that of its class:
 * that shoppers stay within a group is what words and categories say already.
 *
 * @returns undefined where the model counts other groups than the device has
 */
export function groupSignals(part: GroupPart, groups: ProductGroups): GroupSignals | undefined {
  if (part.numbering !== groups.numbering || part.count !== groups.count) return undefined;
  const popularity = Float32Array.from(
    shrunkLifts(
      { counts: Float64Array.from(part.popularity), standardError: part.standardError },
      expectedCounts(part.popularity, groups),
    ),
  );
  const { covisits } = part;
  if (covisits === undefined) return { of: groups.of, popularity };
  return { of: groups.of, popularity, lifts: liftsOf(covisits, groups.count) };
}

/** What each group would count if all products were as popular. */
function expectedCounts(counts: readonly number[], { count, of }: ProductGroups): Float64Array {
  const total = Math.max(
    0,
    counts.reduce((sum, each) => sum + each, 0),
  );
  const sizes = new Float64Array(count);
  for (const group of of) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes.map((size) => (total * size) / of.length);
}

/** Cells, from, to and lift one after the other, as compressed sparse rows of what is beyond their class. */
function liftsOf({ within, across, cells }: CovisitPart, count: number): GroupLifts {
  const length = cells.length / 3;
  const offsets = new Uint32Array(count + 1);
  const to = new Uint16Array(length);
  const lift = new Float32Array(length);
  for (let at = 0; at < length; at += 1) {
    const [from = 0, next = 0, thousandths = 0] = cells.slice(3 * at, 3 * at + 3);
    const ofClass = from === next ? within : across;
    offsets[from + 1] = (offsets[from + 1] ?? 0) + 1;
    to[at] = next;
    lift[at] = ofClass === 0 ? 1 : thousandths / ofClass;
  }
  for (let from = 0; from < count; from += 1)
    offsets[from + 1] = (offsets[from + 1] ?? 0) + (offsets[from] ?? 0);
  return { offsets, to, lift };
}
