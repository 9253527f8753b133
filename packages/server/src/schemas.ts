import { ERROR_CATALOGUE, type ErrorCode } from '@sotto/core';
import { MODEL_STATES, qualitySchema, shopModelSchema, taskSchema } from '@sotto/protocol';
import * as v from 'valibot';
import { learningSettingsSchema } from './learning/settings.ts';
import { ROUND_STATES } from './rounds/round-list.ts';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A number in an address. */
const digits = v.pipe(v.string(), v.regex(/^\d{1,9}$/));

/** The answer to whatever went wrong. */
export const errorSchema = v.strictObject({
  code: v.picklist(Object.keys(ERROR_CATALOGUE) as ErrorCode[]),
  message: v.string(),
  origin: v.string(),
  retry: v.boolean(),
});

/** The public half of the site's signing key: a raw P-256 point in base64url. */
export const keySchema = v.strictObject({ publicKey: v.string() });

export const objectParams = v.strictObject({ sha256 });

/** What an owner puts: the tasks of the next configuration, and how the shop learns from them. */
export const newConfigurationSchema = v.strictObject({
  tasks: v.pipe(v.array(taskSchema), v.maxLength(16)),
  learning: v.optional(learningSettingsSchema),
});

/** What is in force. */
export const ownersConfigurationSchema = v.strictObject({
  serial: whole,
  ...newConfigurationSchema.entries,
});

/** All versions of what the shop has learnt, newest first, see `OwnersVersion`. */
export const ownersVersionsSchema = v.strictObject({
  /** Whether the owner holds on to the version in use. */
  pinned: v.boolean(),
  versions: v.array(
    v.strictObject({
      sha256,
      state: v.picklist(MODEL_STATES),
      decided: v.nullable(whole),
      quality: v.nullable(qualitySchema),
      ...v.pick(shopModelSchema, ['serial', 'parent', 'since', 'learntFrom']).entries,
    }),
  ),
});

export const versionParams = v.strictObject({ serial: digits });

/** Which configuration is in force now. */
export const inForceSchema = v.strictObject({ serial: whole, object: sha256 });

/** All rounds, see `OwnersRound`. */
export const ownersRoundsSchema = v.strictObject({
  rounds: v.array(
    v.strictObject({
      task: sha256,
      round: whole,
      state: v.picklist(ROUND_STATES),
      reports: v.nullable(whole),
    }),
  ),
});

export const roundParams = v.strictObject({ task: sha256, round: digits });

/** All keys of the owner's API, without the keys. */
export const ownerKeysSchema = v.strictObject({
  keys: v.array(v.strictObject({ id: whole, name: v.string(), revoked: v.boolean() })),
});

export const newOwnerKeySchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
});

/** A new key, told this once. */
export const madeOwnerKeySchema = v.strictObject({ id: whole, key: v.string() });

export const ownerKeyParams = v.strictObject({ id: digits });
