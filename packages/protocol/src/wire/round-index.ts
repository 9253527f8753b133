import * as v from 'valibot';
import { sha256Schema } from './sha256.ts';
import { signatureSchema } from './signed.ts';

/** Published rounds whose results hold, newest first. One that was taken back is not among them. */
export const roundIndexSchema = v.strictObject({
  rounds: v.array(
    v.strictObject({
      /** See `taskHashOf`. */
      task: sha256Schema,
      round: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** Name of the object that holds the result, see `publishedRoundSchema`. */
      sha256: sha256Schema,
      /** The site's, over {@link roundStatement}. */
      signature: signatureSchema,
    }),
  ),
});

/** See {@link roundIndexSchema}. */
export type RoundIndex = v.InferOutput<typeof roundIndexSchema>;

/** The text whose signature vouches for the result of a round, which is too long to be signed in a message. */
export const roundStatement = (sha256: string): string => `sotto/round/${sha256}`;
