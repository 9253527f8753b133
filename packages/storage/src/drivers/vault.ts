/** A batch of events or a kept value, sealed. */
interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

const IV_BYTES = 12;
const encoder = new TextEncoder();

/** A fresh key that can be used and stored, but not read. */
export function generateKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * Seals a value as JSON with AES-256-GCM (NIST SP 800-38D).
 *
 * Guarantee: without the key a record tells its length and nothing else, and any change of it, or moving it
 * to another place of the log, is noticed. Condition: the key is not extractable and stays in this origin's
 * IndexedDB; code of the same origin can use it. Randomness: a fresh 96-bit IV per record from
 * `crypto.getRandomValues`; a key seals far fewer than the 2^32 records that random IVs are good for.
 *
 * @param place what the record is bound to: its generation and position
 */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(place) };
  return {
    iv,
    data: await crypto.subtle.encrypt(algorithm, key, encoder.encode(JSON.stringify(value))),
  };
}

/** Opens what {@link seal} sealed; `undefined` where it was changed or moved. */
export async function unseal(key: CryptoKey, place: string, sealed: Sealed): Promise<unknown> {
  try {
    const algorithm = { name: 'AES-GCM', iv: sealed.iv, additionalData: encoder.encode(place) };
    const bytes = await crypto.subtle.decrypt(algorithm, key, sealed.data);
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    // Whatever a damaged record does to WebCrypto or to the parser, it is damaged.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
