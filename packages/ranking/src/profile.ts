import { DAY_MS, type EventKind } from '@sotto/core';
import type { Interaction, RankRequest } from './types.ts';

/** What a shopper is interested in: distinct products with weights, the newest first. */
export interface Profile {
  /** Distinct product numbers, newest first. */
  readonly items: Uint32Array;
  /**
   * Interest in each product, above 0 to 1: by what was done with it, how long it was looked at and
   * how many days ago. Place in the order is not in it: channels forget by position as fits each.
   */
  readonly interest: Float32Array;
}

/** How {@link buildProfile} weighs. */
export interface ProfileOptions {
  /** Page whose product and basket count as the newest interactions. Default none. */
  readonly page?: RankRequest['page'];
  /** Days after which an interaction counts half. Default 30. */
  readonly halfLifeDays?: number;
  /** Most products kept; the newest stay. Default 50. */
  readonly maxItems?: number;
}

/** Interest by what was done. What takes interest back is negative. */
const KIND_INTEREST: Readonly<Record<EventKind, number>> = {
  impression: 0,
  click: 0.3,
  view: 0.4,
  dwell: 0.2,
  wishlist: 0.8,
  cart: 0.8,
  uncart: -0.6,
  checkout: 0.9,
  purchase: 1,
  refund: -0.8,
  search: 0,
  category: 0,
};

/** Visible time after which more of it says no more. */
const FULL_DWELL_MS = 60_000;

/** What is known of one product while the history is read. */
interface Evidence {
  best: number;
  gained: number;
  lost: number;
  /** Time of its newest interaction. */
  readonly at: number;
}

const interestOf = ({ kind, visibleMs = 0 }: Interaction): number =>
  KIND_INTEREST[kind] + (kind === 'dwell' ? 0.3 * Math.min(1, visibleMs / FULL_DWELL_MS) : 0);

/**
 * Turns a history into a profile. A product's interest is its strongest interaction plus a quarter
 * of what the others add, at most 1, less what took interest back, halved for every half-life since
 * the newest one. Products whose interest is used up are left out.
 *
 * @param history oldest first, in any number of interactions a product.
 * @param now milliseconds since 1970; interactions after it count as of now.
 */
export function buildProfile(
  history: readonly Interaction[],
  now: number,
  options: ProfileOptions = {},
): Profile {
  const { page, halfLifeDays = 30, maxItems = 50 } = options;
  const interest = new Map<number, number>();
  for (const item of page === undefined ? [] : pageItems(page)) interest.set(item, 1);
  const fromPage = interest.size;
  const sums = new Map<number, Evidence>();
  for (let i = history.length - 1; i >= 0; i--) {
    const interaction = history[i];
    if (interaction !== undefined) addInteraction(sums, interaction);
  }
  for (const [item, { best, gained, lost, at }] of sums) {
    if (interest.size >= Math.max(maxItems, fromPage)) break;
    const halvings = Math.max(0, now - at) / (halfLifeDays * DAY_MS);
    const value = (Math.min(1, best + (gained - best) / 4) - lost) * 0.5 ** halvings;
    if (value > 1e-6 && !interest.has(item)) interest.set(item, value);
  }
  return {
    items: Uint32Array.from(interest.keys()),
    interest: Float32Array.from(interest.values()),
  };
}

/** A profile of given products, all of the same interest, the first the newest. */
export function profileOfItems(items: readonly number[]): Profile {
  const distinct = Uint32Array.from(new Set(items));
  return { items: distinct, interest: new Float32Array(distinct.length).fill(1) };
}

/** The profile of a shopper of whom nothing is known. */
export const EMPTY_PROFILE: Profile = profileOfItems([]);

function pageItems(page: RankRequest['page']): number[] {
  return [...(page.item === undefined ? [] : [page.item]), ...page.basket.toReversed()];
}

function addInteraction(sums: Map<number, Evidence>, interaction: Interaction): void {
  const value = interestOf(interaction);
  if (value === 0) return;
  const known = sums.get(interaction.item) ?? { best: 0, gained: 0, lost: 0, at: interaction.at };
  known.best = Math.max(known.best, value);
  known.gained += Math.max(0, value);
  known.lost += Math.max(0, -value);
  sums.set(interaction.item, known);
}
