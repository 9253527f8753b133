import {
  AEAD_AES_128_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  type KeyPair,
} from 'hpke';
import { fromBase64Url, toBase64Url } from '../wire/base64url.ts';
import { fromHex } from '../wire/hex.ts';

/** Bytes of the encapsulated key: a point of P-256. */
const POINT_BYTES = 65;

/** Bytes that the one key pair of a seal is derived from. */
export const SEAL_SEED_BYTES = 32;

const INFO = new TextEncoder().encode('sotto/split/1');

const suiteWith = (kem: typeof KEM_DHKEM_P256_HKDF_SHA256): CipherSuite =>
  new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_AES_128_GCM);

const suite = suiteWith(KEM_DHKEM_P256_HKDF_SHA256);

/** What a seal is good for: this report of this task, and no other. */
export interface SealContext {
  /** SHA-256 of the task, hexadecimal; the whole of it, since who writes tasks might find two with one beginning. */
  readonly taskHash: string;
  readonly round: number;
  readonly nonce: Uint8Array;
  readonly publicShare: Uint8Array;
}

function contextBytes({ taskHash, round, nonce, publicShare }: SealContext): Uint8Array {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, round);
  return Uint8Array.of(...fromHex(taskHash), ...number, ...nonce, ...publicShare);
}

/** A helper's key pair. */
export type HelperKeyPair = KeyPair;

/** Makes a key pair for a helper, as one text to be kept where nobody else reads it. */
export async function generateHelperKey(): Promise<string> {
  const { privateKey, publicKey } = await suite.GenerateKeyPair(true);
  const halves = [
    await suite.SerializePrivateKey(privateKey),
    await suite.SerializePublicKey(publicKey),
  ];
  return halves.map(toBase64Url).join('.');
}

/** A helper's key pair; `publicText` is its public half in base64url, as tasks carry it. */
export async function importHelperKey(
  text: string,
): Promise<{ readonly pair: HelperKeyPair; readonly publicText: string }> {
  const [secret = '', publicText = ''] = text.split('.');
  const pair = {
    privateKey: await suite.DeserializePrivateKey(fromBase64Url(secret)),
    publicKey: await suite.DeserializePublicKey(fromBase64Url(publicText)),
  };
  return { pair, publicText };
}

/**
 * Seals a helper's share with HPKE (RFC 9180: P-256, HKDF-SHA256, AES-128-GCM).
 *
 * @param key the helper's, in base64url
 * @param seed {@link SEAL_SEED_BYTES} random bytes that are used for nothing else: the key pair of this one seal is
 *   derived from it, so that the same bytes come out again from a report's tape
 */
export async function sealShare(
  share: Uint8Array,
  key: string,
  context: SealContext,
  seed: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const once = suiteWith(() => {
    const kem = KEM_DHKEM_P256_HKDF_SHA256();
    return { ...kem, GenerateKeyPair: () => kem.DeriveKeyPair(seed, true) };
  });
  const publicKey = await once.DeserializePublicKey(fromBase64Url(key));
  const options = { aad: contextBytes(context), info: INFO };
  const { encapsulatedSecret, ciphertext } = await once.Seal(publicKey, share, options);
  return Uint8Array.of(...encapsulatedSecret, ...ciphertext);
}

/** Opens a share at the helper; throws where it was sealed for another key or another report. */
export async function openShare(
  sealed: Uint8Array,
  pair: HelperKeyPair,
  context: SealContext,
): Promise<Uint8Array> {
  const bytes = Uint8Array.from(sealed);
  const options = { aad: contextBytes(context), info: INFO };
  const point = bytes.slice(0, POINT_BYTES);
  return suite.Open(pair, point, bytes.slice(POINT_BYTES), options);
}
