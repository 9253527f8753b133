import { beforeEach, expect, test } from 'vitest';
import {
  modelStatement,
  sign,
  toBase64Url,
  toHex,
  type ModelIndex,
  type ModelName,
  type ShopModel,
} from '@sotto/protocol';
import { fetchShopVersions, type ShopVersions } from './shop-versions.ts';

const URL_OF_SERVER = 'https://sync.example/';

/** A server of public files, with what it was asked. */
class Server {
  readonly asked: { path: string; init: RequestInit | undefined }[] = [];
  readonly files = new Map<string, BodyInit>();
  readonly keys: CryptoKeyPair;
  readonly publicKey: string;

  constructor(keys: CryptoKeyPair, publicKey: string) {
    this.keys = keys;
    this.publicKey = publicKey;
  }

  static async open(): Promise<Server> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const raw = await crypto.subtle.exportKey('raw', keys.publicKey);
    return new Server(keys, toBase64Url(new Uint8Array(raw)));
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const path = new URL(new Request(input).url).pathname;
    this.asked.push({ path, init });
    const body = this.files.get(path);
    return body === undefined ? new Response('', { status: 404 }) : new Response(body);
  };

  async publish(serial: number, first: number): Promise<ModelName> {
    const model: ShopModel = {
      version: 1,
      serial,
      parent: null,
      since: 2_970,
      parts: { fusion: { numbers: [first, ...Array<number>(15).fill(0)] } },
      learntFrom: [],
    };
    const bytes = new TextEncoder().encode(JSON.stringify(model));
    const sha256 = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    this.files.set(`/v1/objects/${sha256}`, bytes);
    const { signature } = await sign(modelStatement(sha256), this.keys.privateKey);
    return { serial, sha256, signature };
  }

  async index(
    serial: number,
    parts: Partial<Pick<ModelIndex, 'current' | 'candidate'>>,
    keys = this.keys,
  ): Promise<void> {
    const index: ModelIndex = { version: 1, serial, current: null, candidate: null, versions: [], ...parts }; // prettier-ignore
    const signed = await sign(JSON.stringify(index), keys.privateKey);
    this.files.set('/v1/model', JSON.stringify(signed));
  }

  ask(known?: ShopVersions): Promise<ShopVersions> {
    const { publicKey } = this;
    return fetchShopVersions({ url: URL_OF_SERVER, publicKey, fetch: this.fetch, known });
  }

  get paths(): string[] {
    return this.asked.map(({ path }) => path);
  }
}

let server: Server;

beforeEach(async () => {
  server = await Server.open();
});

test('fetches what is used and what is tried, whoever tries it, without anything of the browser', async () => {
  const current = await server.publish(1, 0.5);
  const candidate = { ...(await server.publish(2, 0.75)), canaryPercent: 10, since: 2_972 };
  await server.index(7, { current, candidate });
  const versions = await server.ask();
  expect(versions).toMatchObject({
    serial: 7,
    current: { sha256: current.sha256, model: { serial: 1 } },
    candidate: { canaryPercent: 10, since: 2_972, model: { parts: { fusion: {} } } },
  });
  expect(server.paths).toEqual([
    '/v1/model',
    `/v1/objects/${current.sha256}`,
    `/v1/objects/${candidate.sha256}`,
  ]);
  for (const { init } of server.asked) {
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    // Neither asks a cache's server whether what it gave before still holds: that could tell devices apart.
    expect(['no-store', 'force-cache']).toContain(init?.cache);
  }
});

test('fetches no version twice, also when a candidate is kept', async () => {
  const current = await server.publish(1, 0.5);
  const next = await server.publish(2, 0.75);
  const candidate = { ...next, canaryPercent: 10, since: 2_972 };
  await server.index(7, { current, candidate });
  const known = await server.ask();
  server.asked.length = 0;
  await server.index(8, { current: next });
  const later = await server.ask(known);
  expect(later).toMatchObject({ serial: 8, current: { model: { serial: 2 } }, candidate: null });
  expect(server.paths).toEqual(['/v1/model']);
});

test('takes no index that is older than one that it knows', async () => {
  await server.index(7, {});
  const known = await server.ask();
  await server.index(6, {});
  await expect(server.ask(known)).rejects.toMatchObject({ code: 'sync/model' });
  await server.index(7, {});
  expect(await server.ask(known)).toEqual(known);
});

test.for([
  ['an index that another key signed', async () => server.index(1, {}, (await Server.open()).keys)],
  [
    'a version with another byte',
    async () => {
      const current = await server.publish(1, 0.5);
      const path = `/v1/objects/${current.sha256}`;
      const bytes = server.files.get(path) as Uint8Array<ArrayBuffer>;
      server.files.set(path, bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))); // prettier-ignore
      await server.index(1, { current });
    },
  ],
  [
    'a version whose name another key signed',
    async () => {
      const other = await Server.open();
      const current = await other.publish(1, 0.5);
      server.files.set(`/v1/objects/${current.sha256}`, other.files.get(`/v1/objects/${current.sha256}`)!); // prettier-ignore
      await server.index(1, { current });
    },
  ],
] as const)('refuses %s', async ([, arrange]) => {
  await arrange();
  await expect(server.ask()).rejects.toMatchObject({ code: 'sync/model', origin: 'sync' });
});

test('says that the server can not be reached, also where it has no model', async () => {
  const gone = { code: 'sync/unreachable', retry: true };
  await expect(server.ask()).rejects.toMatchObject(gone);
  const current = await server.publish(1, 0.5);
  server.files.delete(`/v1/objects/${current.sha256}`);
  await server.index(1, { current });
  await expect(server.ask()).rejects.toMatchObject(gone);
});
