import * as v from 'valibot';
import type { Task } from './task.ts';

/** What is promised of a report, and on what condition. It is printed wherever the report or its round is shown. */
export const claimSchema = v.strictObject({
  mode: v.picklist(['solo', 'relay', 'split']),
  /** Whom the promise is about: any one device's history in one round, put in place of any other. */
  unit: v.literal('device and round'),
  adjacency: v.literal('substitution'),
  /** Epsilon in millionths, delta 0, towards everybody who sees the report. Nobody is trusted for it. */
  microEpsilon: v.number(),
  /** The stronger promise towards who sees no more than the mix or the sum of a round, where the condition holds. */
  amplified: v.optional(
    v.strictObject({ epsilon: v.number(), delta: v.number(), condition: v.string() }),
  ),
});

/** See {@link claimSchema}. */
export type Claim = v.InferOutput<typeof claimSchema>;

/** The promise that holds for a report by itself, whatever becomes of the others. */
export const claimOf = ({ mode, mechanism }: Task): Claim => ({
  mode: mode.kind,
  unit: 'device and round',
  adjacency: 'substitution',
  microEpsilon: mechanism.microEpsilon,
});
