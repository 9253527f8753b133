import { DAY_MS } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';

/** Days after which a new product is half as fresh. */
const HALF_LIFE_DAYS = 30;

/** Freshness by age in days, for the days of a pack's `Uint16` column that matter. */
const BY_AGE = Float32Array.from({ length: 365 }, (_, age) => 0.5 ** (age / HALF_LIFE_DAYS));

/** How new a product is: 1 today, half after 30 days, 0 after a year or where the day is unknown. */
export const freshnessChannel: Channel = {
  name: 'freshness',
  score(input, out) {
    const { addedDay } = input.catalog.items;
    const today = dayOf(input);
    for (let i = 0; i < out.length; i++) out[i] = freshness(addedDay[i] ?? 0, today);
  },
  explain(input, item) {
    return { value: freshness(input.catalog.items.addedDay[item] ?? 0, dayOf(input)) };
  },
};

const dayOf = ({ now }: ChannelInput): number => Math.floor(now / DAY_MS);

const freshness = (day: number, today: number): number =>
  day === 0 ? 0 : (BY_AGE[Math.max(0, today - day)] ?? 0);
