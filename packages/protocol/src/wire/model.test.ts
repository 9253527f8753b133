import { beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url } from './base64url.ts';
import { inCanary, readModelIndex, type ModelIndex } from './model-index.ts';
import { sha256Of } from './sha256.ts';
import { modelStatement, readShopModel, type ModelName, type ShopModel } from './shop-model.ts';
import { sign } from './signed.ts';
import { takesPart, type Task } from './task.ts';

const GROUPS = {
  count: 3,
  numbering: '0123456789abcdef',
  popularity: [5, -2, 7],
  standardError: 3,
  covisits: { within: 2_000, across: 900, cells: [0, 1, 1_200, 2, 0, 450] },
};

const MODEL: ShopModel = {
  version: 1,
  serial: 2,
  parent: 'a'.repeat(64),
  since: 2_970,
  parts: {
    fusion: { numbers: Array.from({ length: 16 }, (_, at) => at / 8) },
    groups: GROUPS,
    adapter: { rank: 8, numbers: Array<number>(64).fill(0) },
  },
  learntFrom: [
    {
      measure: 'fusion-gradient',
      task: 'b'.repeat(64),
      round: 2_968,
      reports: 1_200,
      claim: {
        mode: 'solo',
        unit: 'device and round',
        adjacency: 'substitution',
        microEpsilon: 4_000_000,
      },
    },
  ],
};

const withCells = (...cells: number[]) => ({
  ...MODEL,
  parts: { groups: { ...GROUPS, covisits: { ...GROUPS.covisits, cells } } },
});

let keys: CryptoKeyPair;
let publicKey: string;

const newKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const rawOf = async (key: CryptoKey) =>
  toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', key)));

/** A version as a site would publish it, whatever it says. */
async function published(
  model: unknown,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; name: ModelName }> {
  const bytes = new TextEncoder().encode(JSON.stringify(model));
  const sha256 = await sha256Of(bytes);
  const { signature } = await sign(modelStatement(sha256), keys.privateKey);
  return { bytes, name: { serial: MODEL.serial, sha256, signature } };
}

beforeAll(async () => {
  keys = await newKeys();
  publicKey = await rawOf(keys.publicKey);
});

describe('a version', () => {
  const fault = { code: 'sync/model', origin: 'sync' };

  test('is read where its name is signed and its bytes are those of the name', async () => {
    const { bytes, name } = await published(MODEL);
    expect(await readShopModel(bytes, name, publicKey)).toEqual(MODEL);
  });

  test('is refused under another key, under the signature of something else, and with another byte', async () => {
    const { bytes, name } = await published(MODEL);
    const other = await rawOf((await newKeys()).publicKey);
    await expect(readShopModel(bytes, name, other)).rejects.toMatchObject(fault);
    const { signature } = await sign(`sotto/round/${name.sha256}`, keys.privateKey);
    await expect(readShopModel(bytes, { ...name, signature }, publicKey)).rejects.toMatchObject(
      fault,
    );
    const changed = bytes.slice();
    changed[changed.length - 2]! ^= 1;
    await expect(readShopModel(changed, name, publicKey)).rejects.toMatchObject(fault);
  });

  test.each<[string, unknown]>([
    ['no object', 7],
    ['another serial number', { ...MODEL, serial: 3 }],
    ['another version', { ...MODEL, version: 2 }],
    ['a key more', { ...MODEL, user: 'u-17' }],
    ['too few numbers', { ...MODEL, parts: { fusion: { numbers: [1] } } }],
    [
      'an adapter of another rank',
      { ...MODEL, parts: { adapter: { ...MODEL.parts.adapter, rank: 16 } } },
    ],
    ['counts of other groups', { ...MODEL, parts: { groups: { ...GROUPS, count: 4 } } }],
    ['groups without a name', { ...MODEL, parts: { groups: { ...GROUPS, numbering: '' } } }],
    ['a pair of unknown groups', withCells(0, 3, 1)],
    ['a pair twice', withCells(0, 1, 1, 0, 1, 1)],
    ['half a pair', withCells(0, 1)],
    ['no statement of privacy', { ...MODEL, learntFrom: undefined }],
  ])('with %s is refused, signed or not', async (_, model) => {
    const { bytes, name } = await published(model);
    await expect(readShopModel(bytes, name, publicKey)).rejects.toMatchObject(fault);
  });

  test('with a number that is not finite is refused', async () => {
    const text = JSON.stringify(MODEL).replace('0.125', '1e999');
    const bytes = new TextEncoder().encode(text);
    const sha256 = await sha256Of(bytes);
    const { signature } = await sign(modelStatement(sha256), keys.privateKey);
    const name = { serial: 2, sha256, signature };
    await expect(readShopModel(bytes, name, publicKey)).rejects.toMatchObject(fault);
  });
});

test('an index is read where the site signed it, and nothing else is', async () => {
  const name = { serial: 2, sha256: 'c'.repeat(64), signature: 'd'.repeat(86) };
  const index: ModelIndex = {
    version: 1,
    serial: 9,
    current: null,
    candidate: { ...name, canaryPercent: 10, since: 2_970 },
    versions: [{ ...name, state: 'candidate', quality: null }],
  };
  const signed = await sign(JSON.stringify(index), keys.privateKey);
  expect(await readModelIndex(signed, publicKey)).toEqual(index);
  const fault = { code: 'sync/model' };
  const other = await rawOf((await newKeys()).publicKey);
  await expect(readModelIndex(signed, other)).rejects.toMatchObject(fault);
  const changed = { ...signed, payload: signed.payload.replace('"serial":9', '"serial":10') };
  await expect(readModelIndex(changed, publicKey)).rejects.toMatchObject(fault);
  const wide = { ...index, candidate: { ...index.candidate, canaryPercent: 100 } };
  const signedWide = await sign(JSON.stringify(wide), keys.privateKey);
  await expect(readModelIndex(signedWide, publicKey)).rejects.toMatchObject(fault);
  await expect(readModelIndex(undefined, publicKey)).rejects.toMatchObject(fault);
});

const members = (serial: number): number[] =>
  Array.from({ length: 100 }, (_, bucket) => bucket).filter((bucket) =>
    inCanary(bucket, { serial, canaryPercent: 10 }),
  );

test('just so many of a hundred buckets are in the canary, others for the next version', () => {
  expect(members(1)).toHaveLength(10);
  expect(members(2)).toHaveLength(10);
  expect(members(1).filter((bucket) => members(2).includes(bucket))).toEqual([]);
});

test('a task takes part in its first round and in every so many up to the last', () => {
  const task = { rounds: { first: 10, last: 15, every: 2 } } as Task;
  const rounds = Array.from({ length: 20 }, (_, round) => round);
  expect(rounds.filter((round) => takesPart(task, round))).toEqual([10, 12, 14]);
});
