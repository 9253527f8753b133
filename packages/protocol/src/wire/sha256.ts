import * as v from 'valibot';
import { toHex } from './hex.ts';

/** A SHA-256 in 64 hexadecimal digits. */
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The SHA-256 of bytes, see {@link sha256Schema}. */
export const sha256Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
