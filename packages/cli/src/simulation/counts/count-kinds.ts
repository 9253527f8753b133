import type { Rng } from '@sotto/core';
import {
  groupCovisits,
  groupPart,
  groupPopularity,
  groupSignals,
  type CountsResult,
  type GroupPart,
  type ProductGroups,
} from '@sotto/learning';
import { MAX_COVISIT_GROUPS } from '@sotto/protocol';
import type { GroupSignals } from '@sotto/ranking';
import type { DeviceWeek } from './device-weeks.ts';

/** What is counted: popularity of groups, that and co-visits of groups, or popularity of each product. */
export const COUNT_KINDS = ['popularity', 'covisits', 'items'] as const;

/** One of {@link COUNT_KINDS}. */
export type CountKind = (typeof COUNT_KINDS)[number];

/** One number that devices tell. */
export interface Question {
  /** Size of its alphabet. */
  readonly items: number;
  readonly of: (week: DeviceWeek, rng: Rng) => number | null;
  /** What a device may tell of a week, each as likely; empty where there is nothing to tell. */
  readonly answers: (week: DeviceWeek) => number[];
}

/** A kind of counts in one shop: what devices are asked, and what is made of the answers. */
export interface ShopCounts {
  readonly questions: readonly Question[];
  readonly groups: ProductGroups;
}

/** @param groups those of the shop, or each product by itself for the kind `items` */
export function shopCounts(kind: CountKind, groups: ProductGroups): ShopCounts {
  const groupOf = (item: number): number => groups.of[item] ?? 0;
  const popularity: Question = {
    items: groups.count,
    of: (week, rng) => groupPopularity(week, groups, rng),
    answers: (week) => [...new Set(week.map(({ item }) => item))].map(groupOf),
  };
  const covisits: Question = {
    items: groups.count ** 2,
    of: (week, rng) => groupCovisits(week, groups, rng),
    answers: (week) =>
      week
        .slice(1)
        .map(({ item }, at) => groupOf(week[at]?.item ?? 0) * groups.count + groupOf(item)),
  };
  return { questions: kind === 'covisits' ? [popularity, covisits] : [popularity], groups };
}

/** Whether a shop with these groups can be asked. */
export const canCount = (kind: CountKind, { count }: ProductGroups): boolean =>
  kind === 'covisits' ? count <= MAX_COVISIT_GROUPS : count <= 65_536;

/** Each product as a group of its own. */
export const productsAsGroups = (count: number): ProductGroups => ({
  count,
  numbering: 'every product',
  of: Uint16Array.from({ length: count }, (_, item) => item),
});

/** What is made of one answer to each question. */
export interface Learnt {
  /** On the wire. */
  readonly part: GroupPart;
  /** On the device. */
  readonly signals: GroupSignals;
}

/** @param answers one to each question, in their order */
export function learnt(
  { groups }: ShopCounts,
  [popularity, covisits]: readonly CountsResult[],
): Learnt {
  if (popularity === undefined) throw new Error('Popularity is always asked.');
  const part = groupPart(groups.numbering, [popularity], covisits === undefined ? [] : [covisits]);
  const signals = groupSignals(part, groups);
  if (signals === undefined) throw new Error('The groups are those that were counted.');
  return { part, signals };
}
