import { SottoError } from '@sotto/core';
import { BHttpDecoder, BHttpEncoder } from 'bhttp-js';
import {
  AEAD_AES_128_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  type Key,
} from 'hpke';
import { fromBase64Url, toBase64Url } from './base64url.ts';

/** Media types of the messages, RFC 9458, section 9. */
export const OBLIVIOUS_TYPES = {
  request: 'message/ohttp-req',
  response: 'message/ohttp-res',
} as const;

/** A gateway's key: its public half goes to devices, inside of what the site signs. */
export interface ObliviousKey {
  /** 0 to 255. */
  readonly id: number;
  readonly privateKey: Key;
  readonly publicKey: Key;
}

/** A request under way: what goes to the relay, and what opens the answer. */
export interface SealedRequest {
  readonly message: Uint8Array<ArrayBuffer>;
  /** @throws sync/unreachable where the answer is not the gateway's */
  readonly open: (answer: Uint8Array) => Promise<Response>;
}

/** A request at the gateway, and what seals the answer. */
export interface OpenedRequest {
  readonly request: Request;
  readonly seal: (response: Response) => Promise<Uint8Array<ArrayBuffer>>;
}

const KDF_ID = 0x0001;
const AEAD_ID = 0x0001;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
/** Of the key identifier and the three algorithms. */
const HEADER_BYTES = 7;
/** Of a secret that both ends can derive, and of the nonce of an answer: the longer of key and nonce. */
const SECRET_BYTES = 16;

/** Key encapsulations by their number, with the bytes of a public key. The first is what we make keys of. */
const KEMS = {
  0x0010: { create: KEM_DHKEM_P256_HKDF_SHA256, publicBytes: 65 },
  0x0020: { create: KEM_DHKEM_X25519_HKDF_SHA256, publicBytes: 32 },
} as const;
type KemId = keyof typeof KEMS;
const OWN_KEM: KemId = 0x0010;

const suiteOf = (kem: KemId): CipherSuite =>
  new CipherSuite(KEMS[kem].create, KDF_HKDF_SHA256, AEAD_AES_128_GCM);

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const header = (id: number, kem: KemId): Uint8Array<ArrayBuffer> =>
  Uint8Array.of(id, kem >> 8, kem & 0xff, 0, KDF_ID, 0, AEAD_ID);

/** What both ends mix into the encryption, RFC 9458, section 4.3. */
const infoOf = (head: Uint8Array): Uint8Array<ArrayBuffer> =>
  joined(utf8('message/bhttp request'), Uint8Array.of(0), head);

/** Makes a key for a gateway: DHKEM(P-256, HKDF-SHA256), which every browser's WebCrypto has. */
export async function generateObliviousKey(id: number): Promise<ObliviousKey> {
  return { id, ...(await suiteOf(OWN_KEM).GenerateKeyPair(true)) };
}

/** A gateway's key as text, to be kept where nobody else reads it. */
export async function exportObliviousKey({
  id,
  privateKey,
  publicKey,
}: ObliviousKey): Promise<string> {
  const suite = suiteOf(OWN_KEM);
  const halves = [
    await suite.SerializePrivateKey(privateKey),
    await suite.SerializePublicKey(publicKey),
  ];
  return [id, ...halves.map(toBase64Url)].join('.');
}

/** The key of an {@link exportObliviousKey}. */
export async function importObliviousKey(text: string): Promise<ObliviousKey> {
  const suite = suiteOf(OWN_KEM);
  const [id = '', secret = '', raw = ''] = text.split('.');
  return {
    id: Number(id),
    privateKey: await suite.DeserializePrivateKey(fromBase64Url(secret)),
    publicKey: await suite.DeserializePublicKey(fromBase64Url(raw)),
  };
}

/** The key configuration of RFC 9458, section 3.1, for HKDF-SHA256 with AES-128-GCM. */
export async function encodeKeyConfig({
  id,
  publicKey,
}: ObliviousKey): Promise<Uint8Array<ArrayBuffer>> {
  const raw = await suiteOf(OWN_KEM).SerializePublicKey(publicKey);
  const algorithms = Uint8Array.of(0, 4, 0, KDF_ID, 0, AEAD_ID);
  return joined(Uint8Array.of(id, OWN_KEM >> 8, OWN_KEM & 0xff), raw, algorithms);
}

/**
 * Seals a request, so that a relay can pass it on without being able to read it, and the gateway can read it without
 * learning from where it comes. RFC 9458 over HPKE (RFC 9180) and binary HTTP (RFC 9292).
 *
 * @param keyConfig of the gateway, see {@link encodeKeyConfig}
 * @throws sync/configuration where it is none that we know
 */
export async function sealRequest(keyConfig: Uint8Array, request: Request): Promise<SealedRequest> {
  const { id, kem, raw } = readKeyConfig(keyConfig);
  const suite = suiteOf(kem);
  const head = header(id, kem);
  const key = await suite.DeserializePublicKey(raw);
  const { encapsulatedSecret, ctx } = await suite.SetupSender(key, { info: infoOf(head) });
  const sealed = await ctx.Seal(await new BHttpEncoder().encodeRequest(request));
  const secret = await ctx.Export(utf8('message/bhttp response'), SECRET_BYTES);
  return {
    message: joined(head, encapsulatedSecret, sealed),
    open: (answer) => openAnswer(secret, encapsulatedSecret, answer),
  };
}

function readKeyConfig(bytes: Uint8Array): { id: number; kem: KemId; raw: Uint8Array } {
  const [id = 0, high = 0, low = 0] = bytes;
  const kem = (high << 8) | low;
  const known = Object.hasOwn(KEMS, kem) ? KEMS[kem as KemId] : undefined;
  const rest = known && bytes.subarray(3 + known.publicBytes);
  const [, , , kdf, , aead] = rest ?? [];
  if (known === undefined || kdf !== KDF_ID || aead !== AEAD_ID)
    throw new SottoError('sync/configuration', { origin: 'sync' }, 'The relay’s key is unknown.');
  return { id, kem: kem as KemId, raw: bytes.subarray(3, 3 + known.publicBytes) };
}

/**
 * Opens a request at the gateway.
 *
 * @throws report/malformed where it is none, or was sealed for another key
 */
export async function openRequest(key: ObliviousKey, message: Uint8Array): Promise<OpenedRequest> {
  try {
    // A Buffer of Node slices and prints in ways of its own.
    const bytes = new Uint8Array(message);
    const head = bytes.slice(0, HEADER_BYTES);
    const kem = ((head[1] ?? 0) << 8) | (head[2] ?? 0);
    if (!Object.hasOwn(KEMS, kem)) throw new Error(`KEM ${kem} is not known`);
    const { publicBytes } = KEMS[kem as KemId];
    if (String(head) !== String(header(key.id, kem as KemId))) throw new Error('another key');
    const encapsulated = bytes.slice(HEADER_BYTES, HEADER_BYTES + publicBytes);
    const options = { info: infoOf(head) };
    const ctx = await suiteOf(kem as KemId).SetupRecipient(key, encapsulated, options);
    const opened = await ctx.Open(bytes.slice(HEADER_BYTES + publicBytes));
    const secret = await ctx.Export(utf8('message/bhttp response'), SECRET_BYTES);
    return {
      request: new BHttpDecoder().decodeRequest(opened),
      seal: async (response) =>
        sealAnswer(secret, encapsulated, await new BHttpEncoder().encodeResponse(response)),
    };
  } catch (error) {
    throw new SottoError('report/malformed', { origin: 'server', cause: error });
  }
}

/** Key and nonce of an answer, RFC 9458, section 4.4. */
async function answerKey(
  secret: Uint8Array,
  salt: Uint8Array<ArrayBuffer>,
): Promise<{ key: CryptoKey; iv: ArrayBuffer }> {
  const base = await crypto.subtle.importKey('raw', secret.slice(), 'HKDF', false, ['deriveBits']);
  const derive = (info: string, bytes: number): Promise<ArrayBuffer> =>
    crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) },
      base,
      8 * bytes,
    );
  const raw = await derive('key', KEY_BYTES);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, iv: await derive('nonce', NONCE_BYTES) };
}

async function sealAnswer(
  secret: Uint8Array,
  encapsulated: Uint8Array,
  answer: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const { key, iv } = await answerKey(secret, joined(encapsulated, nonce));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, answer.slice());
  return joined(nonce, new Uint8Array(sealed));
}

async function openAnswer(
  secret: Uint8Array,
  encapsulated: Uint8Array,
  message: Uint8Array,
): Promise<Response> {
  try {
    const nonce = message.slice(0, SECRET_BYTES);
    const { key, iv } = await answerKey(secret, joined(encapsulated, nonce));
    const sealed = message.slice(SECRET_BYTES);
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
    return new BHttpDecoder().decodeResponse(opened);
  } catch (error) {
    throw new SottoError('sync/unreachable', { origin: 'sync', retry: true, cause: error });
  }
}
