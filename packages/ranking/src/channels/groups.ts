import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';
import type { Profile } from '../profile.ts';
import type { GroupLifts, GroupSignals } from '../types.ts';

/**
 * What many shoppers together say of a product's group, from private counts: how popular a product of it is beside
 * one of the whole catalogue, times how much more often shoppers go there from the groups of the profile, weighted
 * by interest. A ratio r becomes r / (1 + r): 0.5 for a group like any other.
 */
export const groupsChannel: Channel = {
  name: 'groups',
  score(input, out) {
    const { groups } = input.catalog;
    if (groups === undefined) return;
    const values = groupValues(input, groups);
    for (let i = 0; i < out.length; i++) out[i] = values[groups.of[i] ?? 0] ?? 0;
  },
  explain(input, item) {
    const { groups } = input.catalog;
    if (groups === undefined) return { value: 0 };
    const group = groups.of[item] ?? 0;
    const value = groupValues(input, groups)[group] ?? 0;
    const because = leadingItem(input, groups, group);
    return because === undefined ? { value } : { value, because };
  },
};

const DECAY = 0.5;

function groupValues({ profile }: ChannelInput, groups: GroupSignals): Float32Array {
  const leads = groups.lifts && leadsOf(profile, groups.of, groups.lifts);
  return groups.popularity.map((popularity, group) => {
    const ratio = popularity * (leads?.[group] ?? 1);
    return ratio / (1 + ratio);
  });
}

/** The lift of each group from those of the profile, weighted by interest; undefined without a profile. */
function leadsOf(profile: Profile, of: Uint16Array, lifts: GroupLifts): Float32Array | undefined {
  const weights = decayedWeights(profile, DECAY);
  if (weights.length === 0) return undefined;
  const leads = new Float32Array(lifts.offsets.length - 1).fill(1);
  profile.items.forEach((item, position) => {
    const from = of[item] ?? 0;
    const end = lifts.offsets[from + 1] ?? 0;
    for (let at = lifts.offsets[from] ?? 0; at < end; at++) {
      const to = lifts.to[at] ?? 0;
      leads[to] = (leads[to] ?? 0) + (weights[position] ?? 0) * ((lifts.lift[at] ?? 1) - 1);
    }
  });
  return leads;
}

/** The product of the profile whose group leads there most, if one does more often than not. */
function leadingItem(
  { profile }: ChannelInput,
  { of, lifts }: GroupSignals,
  group: number,
): number | undefined {
  if (lifts === undefined) return undefined;
  const weights = decayedWeights(profile, DECAY);
  let best: number | undefined;
  let most = 0;
  profile.items.forEach((item, position) => {
    const part = (weights[position] ?? 0) * (liftOf(lifts, of[item] ?? 0, group) - 1);
    if (part > most) [best, most] = [item, part];
  });
  return best;
}

function liftOf({ offsets, to, lift }: GroupLifts, from: number, group: number): number {
  const end = offsets[from + 1] ?? 0;
  for (let at = offsets[from] ?? 0; at < end; at++) if (to[at] === group) return lift[at] ?? 1;
  return 1;
}
