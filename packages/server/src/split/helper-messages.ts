import { taskSchema } from '@sotto/protocol';
import * as v from 'valibot';

/** Reports that the leader asks about at once. */
export const MOST_REPORTS = 64;

/** Bytes in base64url. */
const bytes = (most: number) =>
  v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(Math.ceil((most * 4) / 3)));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));

/** Which round of which task: all of the task, so that the helper sees what was promised. */
const ofRound = { task: taskSchema, round: whole };

/** Asks the helper to check its shares of reports. */
export const prepareSchema = v.strictObject({
  ...ofRound,
  reports: v.pipe(
    v.array(
      v.strictObject({
        nonce: bytes(16),
        publicShare: bytes(32),
        sealedShare: bytes(129),
        preparationShare: bytes(2_048),
      }),
    ),
    v.maxLength(MOST_REPORTS),
  ),
});

/** One for each report, in order; `null` where it is not valid and neither counts it. */
export const preparedSchema = v.strictObject({ messages: v.array(v.nullable(bytes(16))) });

/** Asks the helper for its share of the sum of a round, and says of how many reports, and of which. */
export const releaseSchema = v.strictObject({
  ...ofRound,
  reports: whole,
  /** See `Checksum`. */
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** The share, with the helper's noise. */
export const releasedSchema = v.strictObject({ share: bytes(16_384) });

/** The helper's public key, which tasks carry. */
export const helperKeySchema = v.strictObject({ key: v.string() });

/** See {@link prepareSchema}. */
export type Prepare = v.InferOutput<typeof prepareSchema>;

/** See {@link releaseSchema}. */
export type Release = v.InferOutput<typeof releaseSchema>;
