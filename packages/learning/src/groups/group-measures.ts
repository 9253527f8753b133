import { MAX_COVISIT_GROUPS } from '@sotto/protocol';
import type { EventKind, Rng } from '@sotto/core';
import type { Interaction } from '@sotto/ranking';
import { GROUP_LIMITS, type ProductGroups } from './product-groups.ts';

/** What counts as having gone to a product. */
const WENT_TO: ReadonlySet<EventKind> = new Set(['view', 'wishlist', 'cart', 'purchase']);

/** Whether a task with so many items can be one of `group-popularity`. */
export const isGroupCount = (items: number): boolean =>
  items >= GROUP_LIMITS.fewest && items <= GROUP_LIMITS.most;

/** How many groups have so many ordered pairs; undefined where a task of them can't be one of `group-covisits`. */
export function groupsOfPairs(items: number): number | undefined {
  const count = Math.round(Math.sqrt(items));
  const fits = count * count === items && isGroupCount(count) && count <= MAX_COVISIT_GROUPS;
  return fits ? count : undefined;
}

/**
 * `group-popularity`: the group of one product of the week. Of the distinct products that the shopper went to, each
 * is as likely, so that a shopper who comes back to one product all the time doesn't tell of it alone.
 *
 * @param week interactions of the week, oldest first
 * @param rng a stream of the device's own; draws once where there is something to draw from
 * @returns null where the shopper went to nothing
 */
export function groupPopularity(
  week: readonly Interaction[],
  { of }: Pick<ProductGroups, 'of'>,
  rng: Rng,
): number | null {
  const items = new Set(visits(week));
  const item = drawn([...items], rng);
  return item === undefined ? null : (of[item] ?? null);
}

/**
 * `group-covisits`: groups of two products that the shopper went to one after the other, as from * groups + to. Each
 * step from one product to another of the week is as likely.
 *
 * @param week interactions of the week, oldest first
 * @param rng a stream of the device's own; draws once where there is something to draw from
 * @returns null where the shopper went from nothing to nothing else, or where there are more than
 *   {@link MAX_COVISIT_GROUPS}
 */
export function groupCovisits(
  week: readonly Interaction[],
  { count, of }: Pick<ProductGroups, 'count' | 'of'>,
  rng: Rng,
): number | null {
  if (count > MAX_COVISIT_GROUPS) return null;
  const items = visits(week);
  const steps = items.flatMap((to, at) => {
    const from = items[at - 1];
    return from === undefined || from === to ? [] : [[from, to] as const];
  });
  const step = drawn(steps, rng);
  if (step === undefined) return null;
  return (of[step[0]] ?? 0) * count + (of[step[1]] ?? 0);
}

const visits = (week: readonly Interaction[]): number[] =>
  week.filter(({ kind }) => WENT_TO.has(kind)).map(({ item }) => item);

const drawn = <T>(from: readonly T[], rng: Rng): T | undefined =>
  from.length === 0 ? undefined : from[Math.floor(rng.next() * from.length)];
