import * as v from 'valibot';
import { claimSchema } from './claim.ts';
import { WIRE_VERSION } from './report-head.ts';
import { taskSchema } from './task.ts';

const numbers = v.array(v.number());

/** What the reports of a round say together. */
export const resultSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('counts'),
    /** Estimated number of devices for each value or item; may be negative, as noise is. */
    counts: numbers,
    /** Bounds within which each true number lies with the confidence, one by one. */
    low: numbers,
    high: numbers,
    confidence: v.number(),
  }),
  v.strictObject({
    kind: v.literal('mean'),
    /** Estimated mean of the devices' vectors. */
    mean: numbers,
    /** Standard error of each of its numbers. */
    standardError: numbers,
    /** The same from the median of the means of groups of reports: what few fakes say moves it little. */
    median: v.optional(
      v.strictObject({
        /** Number of groups. Reports are dealt to them in the order of their nonces. */
        groups: v.number(),
        mean: numbers,
        standardError: numbers,
      }),
    ),
    /** The same without reports that stand out together: however far fakes reach, they move it little. */
    filtered: v.optional(
      v.strictObject({
        /** How many reports were left out. */
        leftOut: v.number(),
        mean: numbers,
        standardError: numbers,
      }),
    ),
  }),
]);

/** A round that is over, for everyone to read. */
export const publishedRoundSchema = v.strictObject({
  version: v.literal(WIRE_VERSION),
  task: taskSchema,
  claim: claimSchema,
  round: v.number(),
  /** Reports that were counted. */
  reports: v.number(),
  result: resultSchema,
});

/** See {@link resultSchema}. */
export type Result = v.InferOutput<typeof resultSchema>;

/** See {@link publishedRoundSchema}. */
export type PublishedRound = v.InferOutput<typeof publishedRoundSchema>;
