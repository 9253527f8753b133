import { SottoError } from '@sotto/core';
import * as v from 'valibot';
import { claimSchema } from './claim.ts';
import { WIRE_VERSION } from './report-head.ts';
import { sha256Of, sha256Schema } from './sha256.ts';
import { readSigned, type Signed } from './signed.ts';
import { numberingSchema } from './task.ts';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Number of a version or of an index: the first is 1, each is greater than those before. */
export const serialSchema = whole(1, 2_147_483_647);

/** Number of a round, see `roundAt`. */
export const roundSchema = whole(0, 4_294_967_295);

const vector = (length: number) =>
  v.strictObject({ numbers: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(length)) });

const safeWhole = v.pipe(v.number(), v.safeInteger());

/** Most groups whose ordered pairs are counted: their square is the items of a task. */
export const MAX_COVISIT_GROUPS = 447;

/** Most pairs of groups that a version tells of. */
export const MAX_COVISIT_CELLS = 4_096;

/** Largest lift, in thousandths. */
export const MAX_LIFT = 1_000_000;

/** Private counts over groups of products, numbered from 0. */
const groupsSchema = v.pipe(
  v.strictObject({
    /** Number of groups. */
    count: whole(2, 1_024),
    /** Which groups these are: counts say nothing of others. */
    numbering: numberingSchema,
    /** Estimated devices that went to each group, summed over rounds with decay; noise may take it below 0. */
    popularity: v.array(safeWhole),
    /** Standard error of each of these. */
    standardError: v.pipe(safeWhole, v.minValue(0)),
    /** How much more often than by chance devices went from group to group, in thousandths: 1,000 is by chance. */
    covisits: v.optional(
      v.strictObject({
        /** From a group to itself. */
        within: whole(0, MAX_LIFT),
        /** From a group to another. */
        across: whole(0, MAX_LIFT),
        /** Pairs that differ from these two: from, to, lift, one pair after the other, in ascending order. */
        cells: v.pipe(v.array(whole(0, MAX_LIFT)), v.maxLength(3 * MAX_COVISIT_CELLS)),
      }),
    ),
  }),
  v.check(({ count, popularity }) => popularity.length === count, 'one number a group'),
  v.check(
    ({ count, covisits }) => covisits === undefined || areCells(count, covisits.cells),
    'cells are pairs of groups, each once, in ascending order',
  ),
);

function areCells(count: number, cells: readonly number[]): boolean {
  let last = -1;
  for (let at = 0; at < cells.length; at += 3) {
    const [from = count, to = count, lift] = cells.slice(at, at + 3);
    const pair = from * count + to;
    if (from >= count || to >= count || pair <= last || lift === undefined) return false;
    last = pair;
  }
  return true;
}

/** A bilinear map between the first `rank` numbers of a shopper's and of a product's vector, row by row. */
const adapterSchema = v.variant('rank', [
  v.strictObject({ rank: v.literal(8), ...vector(64).entries }),
  v.strictObject({ rank: v.literal(16), ...vector(256).entries }),
  v.strictObject({ rank: v.literal(32), ...vector(1_024).entries }),
]);

/** What a shop learns, part by part. A part that is missing is as the release has it, and so is one of zeros. */
export const modelPartsSchema = v.strictObject({
  /** Weights of the channels, in the basis of `fusionWeights`. */
  fusion: v.optional(vector(16)),
  /** On top of the intent model: gain of the logit, bias, and 30 weights of features. */
  intent: v.optional(vector(32)),
  groups: v.optional(groupsSchema),
  adapter: v.optional(adapterSchema),
});

/** What a shop has learnt: one public object, the same bytes for everyone, that never changes. */
export const shopModelSchema = v.strictObject({
  version: v.literal(WIRE_VERSION),
  serial: serialSchema,
  /** SHA-256 of the version that this one was made from, or `null` where it was the release. */
  parent: v.nullable(sha256Schema),
  /** First round whose reports may tell of this version. */
  since: roundSchema,
  parts: modelPartsSchema,
  /**
   * The privacy statement: the rounds that this version has learnt from and its parent has not, each with what was
   * promised of its reports. Those before are in the parent's.
   */
  learntFrom: v.pipe(
    v.array(
      v.strictObject({
        measure: v.string(),
        /** See `taskHashOf`. */
        task: sha256Schema,
        round: roundSchema,
        /** Reports that were counted. */
        reports: whole(0, Number.MAX_SAFE_INTEGER),
        claim: claimSchema,
      }),
    ),
    v.maxLength(1_024),
  ),
});

/** See {@link modelPartsSchema}. */
export type ModelParts = v.InferOutput<typeof modelPartsSchema>;

/** See {@link shopModelSchema}. */
export type ShopModel = v.InferOutput<typeof shopModelSchema>;

/** Most bytes of a version. */
export const MAX_SHOP_MODEL_BYTES = 1_048_576;

/** The text whose signature vouches for a version, see `modelIndexSchema`. */
export const modelStatement = (sha256: string): string => `sotto/model/${sha256}`;

/** What names a version and vouches for it. */
export interface ModelName {
  readonly serial: number;
  /** SHA-256 of the version's bytes. */
  readonly sha256: string;
  /** The site's, over {@link modelStatement}. */
  readonly signature: Signed['signature'];
}

/**
 * Reads a version.
 *
 * @param bytes the object of this name, as it came
 * @param name from an index that was checked
 * @param publicKey the site's, a raw P-256 point (65 bytes) in base64url
 * @throws sync/model where the bytes have another hash, the name is not signed by that key, or it is no version of
 *   that serial number
 */
export async function readShopModel(
  bytes: Uint8Array<ArrayBuffer>,
  { serial, sha256, signature }: ModelName,
  publicKey: string,
): Promise<ShopModel> {
  try {
    if (bytes.length > MAX_SHOP_MODEL_BYTES) throw new Error('It is too long.');
    if ((await sha256Of(bytes)) !== sha256) throw new Error('The bytes have another SHA-256.');
    await readSigned({ payload: modelStatement(sha256), signature }, publicKey);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const model = v.parse(shopModelSchema, JSON.parse(text));
    if (model.serial !== serial) throw new Error('It has another serial number.');
    return model;
  } catch (error) {
    throw new SottoError('sync/model', { origin: 'sync', cause: error }, String(error));
  }
}
