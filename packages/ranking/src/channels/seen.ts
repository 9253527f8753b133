import type { Channel } from '../channel.ts';

/** 1 for products of the profile, 0 for others. Its weight is negative where the shop wants new things. */
export const seenChannel: Channel = {
  name: 'seen',
  score({ profile }, out) {
    for (const item of profile.items) out[item] = 1;
  },
  explain({ profile }, item) {
    return profile.items.includes(item) ? { value: 1, because: item } : { value: 0 };
  },
};
