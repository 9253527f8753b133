import * as v from 'valibot';
import { fromBase64Url, toBase64Url } from './base64url.ts';

/** A signature of the site: ECDSA, P-256, SHA-256, in base64url. */
export const signatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/));

/** A text with the signature of the site over its UTF-8 bytes. */
export const signedSchema = v.strictObject({
  payload: v.pipe(v.string(), v.maxLength(65_536)),
  signature: signatureSchema,
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
 * Reads a signed text.
 *
 * @param signed what came, of any shape
 * @param publicKey the site's, a raw P-256 point (65 bytes) in base64url
 * @returns the text
 * @throws (no code of ours) where it is none, or not signed by that key
 */
export async function readSigned(signed: unknown, publicKey: string): Promise<string> {
  const { payload, signature } = v.parse(signedSchema, signed);
  const raw = fromBase64Url(publicKey);
  const key = await crypto.subtle.importKey('raw', raw, ALGORITHM, false, ['verify']);
  const bytes = new TextEncoder().encode(payload);
  if (!(await crypto.subtle.verify(ALGORITHM, key, fromBase64Url(signature), bytes)))
    throw new Error('The signature is not of this key.');
  return payload;
}
