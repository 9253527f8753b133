import { beforeAll, expect, test } from 'vitest';
import { toBase64Url } from './base64url.ts';
import { readConfiguration, type Configuration } from './configuration.ts';
import { sign, type Signed } from './signed.ts';
import { taskHashOf, taskIdOf, type Task } from './task.ts';

const TASK: Task = {
  measure: 'list-outcome',
  mechanism: { kind: 'k-ary-response', microEpsilon: 1_000_000, values: ['nothing', 'click'] },
  mode: { kind: 'solo' },
  minimumCohort: 100,
  rounds: { first: 2_968, last: 3_020, every: 1 },
};
const CONFIGURATION: Configuration = { version: 1, serial: 3, tasks: [TASK] };

const newKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const rawOf = async (key: CryptoKey) =>
  toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', key)));

let keys: CryptoKeyPair;
let publicKey: string;
const signed = (payload: unknown): Promise<Signed> =>
  sign(typeof payload === 'string' ? payload : JSON.stringify(payload), keys.privateKey);

beforeAll(async () => {
  keys = await newKeys();
  publicKey = await rawOf(keys.publicKey);
});

test('reads a configuration that the key of the site signed', async () => {
  expect(await readConfiguration(await signed(CONFIGURATION), publicKey)).toEqual(CONFIGURATION);
});

test('refuses one that another key signed, or that was changed', async () => {
  const fault = { code: 'sync/configuration' };
  const other = await rawOf((await newKeys()).publicKey);
  const good = await signed(CONFIGURATION);
  await expect(readConfiguration(good, other)).rejects.toMatchObject(fault);
  const changed = { ...good, payload: good.payload.replace('1000000', '9000000') };
  expect(changed.payload).not.toBe(good.payload);
  await expect(readConfiguration(changed, publicKey)).rejects.toMatchObject(fault);
});

test.each([
  ['nothing', undefined],
  ['a text', 'x'],
  ['no JSON', '{'],
  ['another version', { ...CONFIGURATION, version: 2 }],
  ['no serial', { version: 1, tasks: [] }],
  ['a key more', { ...CONFIGURATION, user: 'u-17' }],
  ['a task with a key more', { ...CONFIGURATION, tasks: [{ ...TASK, user: 'u-17' }] }],
  [
    'an epsilon beyond the mechanism',
    {
      ...CONFIGURATION,
      tasks: [{ ...TASK, mechanism: { ...TASK.mechanism, microEpsilon: 16_000_001 } }],
    },
  ],
])('refuses %s, signed or not', async (_, payload) => {
  const given = payload === undefined ? undefined : await signed(payload);
  await expect(readConfiguration(given, publicKey)).rejects.toMatchObject({
    code: 'sync/configuration',
  });
});

test('names a task by all that it says, and by nothing else', async () => {
  const hash = await taskHashOf(TASK);
  const { rounds, minimumCohort, mode, mechanism, measure } = TASK;
  expect(await taskHashOf({ rounds, minimumCohort, mode, mechanism, measure })).toBe(hash);
  expect(await taskHashOf({ ...TASK, minimumCohort: 101 })).not.toBe(hash);
  expect(Buffer.from(taskIdOf(hash)).toString('hex')).toBe(hash.slice(0, 32));
});
