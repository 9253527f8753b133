import { webcrypto } from 'node:crypto';
import { readSigned, toBase64Url } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import { serverError } from '../server-error.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** What the site signs with. Devices know the public half from the site's tag. */
export interface SigningKey {
  readonly privateKey: webcrypto.CryptoKey;
  /** A raw P-256 point, 65 bytes, in base64url. */
  readonly publicKey: string;
}

/**
 * Reads a private key.
 *
 * @param jwk an ECDSA P-256 private key, as JSON Web Key (RFC 7517)
 * @throws config/invalid
 */
export async function readSigningKey(jwk: string): Promise<SigningKey> {
  try {
    const { x, y, ...rest } = JSON.parse(jwk) as webcrypto.JsonWebKey;
    const importKey = (key: webcrypto.JsonWebKey, use: 'sign' | 'verify') =>
      webcrypto.subtle.importKey('jwk', { ...key, key_ops: [use] }, ALGORITHM, true, [use]);
    const publicJwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
    const privateKey = await importKey({ ...rest, ...publicJwk }, 'sign');
    const raw = await webcrypto.subtle.exportKey('raw', await importKey(publicJwk, 'verify'));
    return { privateKey, publicKey: toBase64Url(new Uint8Array(raw)) };
  } catch {
    // What was given is a secret, and so may be the cause.
    throw serverError('config/invalid', 'The signing key is no ECDSA P-256 private key as a JWK.');
  }
}

/** Whether a signed object is signed with this key: the site may have got another one since. `signed` is its JSON. */
export const isSignedBy = ({ publicKey }: SigningKey, signed: string): Promise<boolean> =>
  readSigned(JSON.parse(signed), publicKey).then(
    () => true,
    () => false,
  );

async function makeJwk(): Promise<string> {
  const { privateKey } = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return JSON.stringify(await webcrypto.subtle.exportKey('jwk', privateKey));
}

/** The key that the database keeps; makes one at the first start. */
export async function storedSigningKey(transaction: Queryable): Promise<SigningKey> {
  const find = () => transaction.query<{ jwk: string }>('select jwk from signing_key');
  const [kept] = await find();
  if (kept !== undefined) return readSigningKey(kept.jwk);
  const jwk = await makeJwk();
  await transaction.query('insert into signing_key (jwk) values ($1)', [jwk]);
  return readSigningKey(jwk);
}
