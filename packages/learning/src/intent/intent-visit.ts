import { intentFeatures, type Visit } from '@sotto/inference';
import type { IntentVisit } from './intent-gradient.ts';
import { INTENT_FEATURES } from './standardise.ts';

/** Steps of a visit that count, the first ones: later ones repeat what these say. */
const MOST_STEPS = 60;

/**
 * Turns a visit that is over into what the head learns from. Its steps up to the order count; what comes with it or
 * after it tells nothing.
 *
 * @param chanceOf what `models/intent` says of the visit so far; `undefined` leaves the step out
 */
export async function intentVisit(
  visit: Visit,
  chanceOf: (soFar: Visit) => Promise<number | undefined>,
): Promise<IntentVisit> {
  const order = visit.events.findIndex(({ kind }) => kind === 'purchase');
  const events = order === -1 ? visit.events : visit.events.slice(0, order);
  const ends = events.flatMap(({ kind }, at) => (kind === 'view' ? [] : [at + 1]));
  const rows: { readonly features: Float32Array; readonly chance: number }[] = [];
  for (const end of ends.slice(0, MOST_STEPS)) {
    const soFar = { ...visit, events: events.slice(0, end) };
    const features = intentFeatures(soFar);
    const chance = await chanceOf(soFar);
    if (features !== undefined && chance !== undefined) rows.push({ features, chance });
  }
  const features = new Float32Array(rows.length * INTENT_FEATURES);
  rows.forEach((row, at) => features.set(row.features, at * INTENT_FEATURES));
  return {
    features,
    chances: Float32Array.from(rows, ({ chance }) => chance),
    bought: order !== -1,
  };
}
