import { SottoError } from '@sotto/core';
import type { ShopVersions } from '@sotto/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SHOP_MODEL_CACHE, ShopModel, type ShopModelOptions } from './shop-model.ts';

const SYNC = { url: 'https://sync.example/', publicKey: 'B' };

const versions = (serial: number): ShopVersions => ({
  serial,
  current: {
    sha256: String(serial),
    model: { version: 1, serial, parent: null, since: 1, parts: {}, learntFrom: [] },
  },
  candidate: null,
});

let now: number;
let asked: (number | undefined)[];
let answer: () => Promise<ShopVersions>;
let errors: string[];

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  errors = [];
  answer = async () => versions(1);
});
afterEach(() => caches.delete(SHOP_MODEL_CACHE));

const open = (options: Partial<ShopModelOptions> = {}): ShopModel =>
  new ShopModel({
    sync: SYNC,
    fetch: (...args) => fetch(...args),
    fetchVersions: ({ known }) => {
      asked.push(known?.serial);
      return answer();
    },
    clock: { now: () => now },
    caches,
    mayKeep: () => true,
    onError: ({ code }) => errors.push(code),
    ...options,
  });

test('knows on the next page what was verified on the one before, before anything is asked', async () => {
  expect(await open().update()).toBe(true);
  const next = open();
  await next.ready;
  expect(next.versions).toEqual(versions(1));
  expect(await next.update()).toBe(false);
  expect(asked).toEqual([undefined]);
  now += 5 * 60_000;
  answer = async () => versions(2);
  expect(await next.update()).toBe(true);
  expect(asked).toEqual([undefined, 1]);
});

test.for(['sync/unreachable', 'sync/model'] as const)(
  'keeps the last good version through %s, and says so',
  async (code) => {
    const model = open();
    await model.update();
    now += 60 * 60_000;
    answer = () => Promise.reject(new SottoError(code, { origin: 'sync' }));
    expect(await model.update()).toBe(false);
    expect(model.versions).toEqual(versions(1));
    expect(model.error?.code).toBe(code);
    expect(errors).toEqual([code]);
    const next = open();
    await next.ready;
    expect(next.versions).toEqual(versions(1));
    answer = async () => versions(3);
    expect(await next.update()).toBe(true);
    expect(next.error).toBeUndefined();
  },
);

test('leaves nothing on a device whose user did not agree, and takes it away again', async () => {
  await open({ mayKeep: () => false }).update();
  expect(await caches.has(SHOP_MODEL_CACHE)).toBe(false);
  const model = open();
  await model.update();
  expect(await caches.has(SHOP_MODEL_CACHE)).toBe(true);
  await model.forget();
  expect(await caches.has(SHOP_MODEL_CACHE)).toBe(false);
  expect(model.versions).toEqual(versions(1));
});

test('asks nobody where the page names no server', async () => {
  const model = open({ sync: undefined });
  expect(await model.update()).toBe(false);
  expect(asked).toEqual([]);
  expect(model.versions).toBeUndefined();
});

test('does without a cache that is damaged', async () => {
  await (await caches.open(SHOP_MODEL_CACHE)).put(`${SYNC.url}v1/model`, new Response('{'));
  const model = open();
  await model.ready;
  expect(model.versions).toBeUndefined();
  expect(errors).toEqual(['storage/corrupt']);
  expect(await model.update()).toBe(true);
});
