import type { Profile } from './profile.ts';

/** By profile and exponent: channels ask for the same weights again for every product they explain. */
const known = new WeakMap<Profile, Map<number, Float64Array>>();

/**
 * Weights of a profile's products for one channel: interest × 1 / (1 + position)^exponent, the
 * newest at position 0, scaled so that they add up to 1.
 *
 * @param exponent how fast the channel forgets; 0 weighs every position alike.
 */
export function decayedWeights(profile: Profile, exponent: number): Float64Array {
  let ofProfile = known.get(profile);
  if (ofProfile === undefined) known.set(profile, (ofProfile = new Map()));
  let weights = ofProfile.get(exponent);
  if (weights === undefined) ofProfile.set(exponent, (weights = decay(profile, exponent)));
  return weights;
}

function decay(profile: Profile, exponent: number): Float64Array {
  const weights = Float64Array.from(
    profile.interest,
    (interest, position) => interest / (1 + position) ** exponent,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? weights.map((weight) => weight / total) : weights;
}
