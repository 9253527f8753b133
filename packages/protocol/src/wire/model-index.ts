import { SottoError } from '@sotto/core';
import * as v from 'valibot';
import { WIRE_VERSION } from './report-head.ts';
import { sha256Schema } from './sha256.ts';
import { roundSchema, serialSchema } from './shop-model.ts';
import { readSigned, signatureSchema } from './signed.ts';

const finite = v.pipe(v.number(), v.finite());
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** A mean with the bounds that hold at every look at it, and how many reports it is of. */
const estimate = {
  mean: finite,
  low: finite,
  high: finite,
  reports: whole(0, Number.MAX_SAFE_INTEGER),
};

/** How a version did while it was tried, as far as that is known. */
export const qualitySchema = v.strictObject({
  /** Share of all bounds below that hold the true number, whenever one looks. */
  confidence: finite,
  /** From -1, all devices would have been worse off, to 1, all better off, than with the version before. */
  vote: v.nullable(v.strictObject(estimate)),
  /** How much larger the share of lists that led to something was with the canary than without. */
  outcome: v.nullable(
    v.strictObject({
      ...estimate,
      /** The canary told of more or fewer lists than its share: its reports count for nothing. */
      tampered: v.boolean(),
    }),
  ),
});

/** States of a version. */
export const MODEL_STATES = ['candidate', 'current', 'replaced', 'rolled-back'] as const;

/** Most versions that an index lists. */
export const MAX_LISTED_VERSIONS = 16;

/** A version by its name: the object, and the site's signature over `modelStatement`. */
const entry = { serial: serialSchema, sha256: sha256Schema, signature: signatureSchema };

/** Which version a shop uses and which one it tries: the same for all devices. */
export const modelIndexSchema = v.strictObject({
  version: v.literal(WIRE_VERSION),
  /** Grows with every change of the index; a device takes none that is older than one it knows. */
  serial: serialSchema,
  /** The last version that was kept, or `null` where the release's numbers hold. */
  current: v.nullable(v.strictObject(entry)),
  /** The version that is being tried. */
  candidate: v.nullable(
    v.strictObject({
      ...entry,
      /** Share of devices that make their lists with it, see `inCanary`. */
      canaryPercent: whole(1, 50),
      /** First round whose reports may tell of it. */
      since: roundSchema,
    }),
  ),
  /** The newest versions, newest first. Those before are found by `parent`. */
  versions: v.pipe(
    v.array(
      v.strictObject({
        ...entry,
        state: v.picklist(MODEL_STATES),
        quality: v.nullable(qualitySchema),
      }),
    ),
    v.maxLength(MAX_LISTED_VERSIONS),
  ),
});

/** See {@link modelIndexSchema}. */
export type ModelIndex = v.InferOutput<typeof modelIndexSchema>;

/** See {@link qualitySchema}. */
export type ModelQuality = v.InferOutput<typeof qualitySchema>;

/** One of {@link MODEL_STATES}. */
export type ModelState = (typeof MODEL_STATES)[number];

/** How many buckets devices are in. */
export const CANARY_BUCKETS = 100;

/**
 * Whether a device makes its lists with the candidate.
 *
 * @param bucket of the device: 0 to 99, drawn once and kept, and told to nobody
 */
export const inCanary = (
  bucket: number,
  { serial, canaryPercent }: { readonly serial: number; readonly canaryPercent: number },
): boolean => (bucket + serial * 37) % CANARY_BUCKETS < canaryPercent;

/**
 * Reads a signed index. Whether it is newer than one that is known is for the caller to say.
 *
 * @param signed what came, of any shape
 * @param publicKey the site's, a raw P-256 point (65 bytes) in base64url
 * @throws sync/model where it is none, or not signed by that key
 */
export async function readModelIndex(signed: unknown, publicKey: string): Promise<ModelIndex> {
  try {
    return v.parse(modelIndexSchema, JSON.parse(await readSigned(signed, publicKey)));
  } catch (error) {
    throw new SottoError('sync/model', { origin: 'sync', cause: error }, String(error));
  }
}
