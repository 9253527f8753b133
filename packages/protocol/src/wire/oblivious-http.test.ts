import { CipherSuite, KDF_HKDF_SHA256, AEAD_AES_128_GCM, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { expect, test } from 'vitest';
import { fromHex } from './hex.ts';
import {
  encodeKeyConfig,
  exportObliviousKey,
  generateObliviousKey,
  importObliviousKey,
  openRequest,
  sealRequest,
  type ObliviousKey,
} from './oblivious-http.ts';

const requestOf = (body: Uint8Array<ArrayBuffer>): Request =>
  new Request('https://sync.example/v1/reports', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });

test('carries a request to the gateway and its answer back', async () => {
  const key = await generateObliviousKey(7);
  const body = Uint8Array.of(1, 2, 3, 250);
  const sealed = await sealRequest(await encodeKeyConfig(key), requestOf(body));
  const kept = await importObliviousKey(await exportObliviousKey(key));
  const { request, seal } = await openRequest(kept, Buffer.from(sealed.message));
  expect(request.method).toBe('POST');
  expect(new URL(request.url).pathname).toBe('/v1/reports');
  expect(new Uint8Array(await request.arrayBuffer())).toEqual(body);
  const answer = await seal(Response.json({ accepted: 1 }, { status: 201 }));
  const opened = await sealed.open(answer);
  expect(opened.status).toBe(201);
  expect(await opened.json()).toEqual({ accepted: 1 });
});

test('gives every report the same length, and nobody else can open it or its answer', async () => {
  const key = await generateObliviousKey(7);
  const config = await encodeKeyConfig(key);
  const [one, two] = await Promise.all(
    [0, 255].map((byte) => sealRequest(config, requestOf(new Uint8Array(41).fill(byte)))),
  );
  expect(one?.message).toHaveLength(two?.message.length ?? 0);
  const fault = { code: 'report/malformed' };
  await expect(openRequest(await generateObliviousKey(7), one!.message)).rejects.toMatchObject(
    fault,
  );
  await expect(openRequest({ ...key, id: 8 }, one!.message)).rejects.toMatchObject(fault);
  const changed = one!.message.slice();
  changed[changed.length - 1]! ^= 1;
  await expect(openRequest(key, changed)).rejects.toMatchObject(fault);
  for (const bytes of [new Uint8Array(), new Uint8Array(7), new Uint8Array(200)])
    await expect(openRequest(key, bytes)).rejects.toMatchObject(fault);
  const { seal } = await openRequest(key, one!.message);
  const answer = await seal(Response.json({}));
  await expect(two!.open(answer)).rejects.toMatchObject({ code: 'sync/unreachable' });
});

test('refuses a key configuration that it does not know', async () => {
  const config = await encodeKeyConfig(await generateObliviousKey(1));
  const other = config.slice();
  other[1] = 9;
  for (const bytes of [other, config.slice(0, 20), new Uint8Array()])
    await expect(sealRequest(bytes, requestOf(new Uint8Array(41)))).rejects.toMatchObject({
      code: 'sync/configuration',
    });
});

/** RFC 9458, appendix A. */
test('opens the request of the standard', async () => {
  const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
  const secret = fromHex('3c168975674b2fa8e465970b79c8dcf09f1c741626480bd4c6162fc5b6a98e1a');
  const publicKey = fromHex('31e1f05a740102115220e9af918f738674aec95f54db6e04eb705aae8e798155');
  const key: ObliviousKey = {
    id: 1,
    privateKey: await suite.DeserializePrivateKey(secret),
    publicKey: await suite.DeserializePublicKey(publicKey),
  };
  const message = fromHex(
    '010020000100014b28f881333e7c164ffc499ad9796f877f4e1051ee6d31bad19dec96c208b472' +
      '6374e469135906992e1268c594d2a10c695d858c40a026e7965e7d86b83dd440b2c0185204b4d63525',
  );
  const { request } = await openRequest(key, message);
  expect([request.method, request.url]).toEqual(['GET', 'https://example.com/']);
});
