import * as v from 'valibot';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Published rounds whose results hold, newest first. One that was taken back is not among them. */
export const roundIndexSchema = v.strictObject({
  rounds: v.array(
    v.strictObject({
      /** See `taskHashOf`. */
      task: sha256,
      round: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** Name of the object that holds the result, see `publishedRoundSchema`. */
      sha256,
      /** The site's, over {@link roundStatement}: ECDSA, P-256, SHA-256, base64url. */
      signature: v.pipe(v.string(), v.regex(/^[\w-]{86}$/)),
    }),
  ),
});

/** See {@link roundIndexSchema}. */
export type RoundIndex = v.InferOutput<typeof roundIndexSchema>;

/** The text whose signature vouches for the result of a round, which is too long to be signed in a message. */
export const roundStatement = (sha256: string): string => `sotto/round/${sha256}`;
