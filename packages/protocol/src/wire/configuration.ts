import { SottoError } from '@sotto/core';
import * as v from 'valibot';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { WIRE_VERSION } from './report-head.ts';
import { taskSchema } from './task.ts';

/** What a site asks of devices: one public object, the same for all. */
export const configurationSchema = v.strictObject({
  version: v.literal(WIRE_VERSION),
  /** Grows with every change; a device takes none that is older than one it knows. */
  serial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  tasks: v.pipe(v.array(taskSchema), v.maxLength(16)),
});

/** See {@link configurationSchema}. */
export type Configuration = v.InferOutput<typeof configurationSchema>;

/** A text with the signature of the site over its UTF-8 bytes: ECDSA, P-256, SHA-256, base64url. */
export const signedSchema = v.strictObject({
  payload: v.pipe(v.string(), v.maxLength(65_536)),
  signature: v.pipe(v.string(), v.regex(/^[\w-]{86}$/)),
});

/** See {@link signedSchema}. */
export type Signed = v.InferOutput<typeof signedSchema>;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Signs a text. `key` is an ECDSA P-256 private key. */
export async function sign(payload: string, key: CryptoKey): Promise<Signed> {
  const bytes = new TextEncoder().encode(payload);
  const signature = new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, bytes));
  return { payload, signature: toBase64Url(signature) };
}

/**
 * Reads a signed configuration.
 *
 * @param signed what came, of any shape
 * @param publicKey the site's, a raw P-256 point (65 bytes) in base64url
 * @throws sync/configuration where it is none, or not signed by that key
 */
export async function readConfiguration(
  signed: unknown,
  publicKey: string,
): Promise<Configuration> {
  try {
    const { payload, signature } = v.parse(signedSchema, signed);
    const raw = fromBase64Url(publicKey);
    const key = await crypto.subtle.importKey('raw', raw, ALGORITHM, false, ['verify']);
    const bytes = new TextEncoder().encode(payload);
    if (!(await crypto.subtle.verify(ALGORITHM, key, fromBase64Url(signature), bytes)))
      throw new Error('The signature is not of this key.');
    return v.parse(configurationSchema, JSON.parse(payload));
  } catch (error) {
    throw new SottoError('sync/configuration', { origin: 'sync', cause: error }, String(error));
  }
}
