import * as functions from '@sotto/learning';
import { DAY_MS, SottoError } from '@sotto/core';
import type { PersonalStatus } from '@sotto/protocol';
import type { VerifiedVersion } from '@sotto/sync';
import { DEFAULT_WEIGHTS, type Interaction } from '@sotto/ranking';
import { MemoryStore } from '@sotto/storage';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { TrainerClient } from '../training/trainer-client.ts';
import { Personal, type LearningMemory, type PersonalOptions } from './personal.ts';

const { catalog } = syntheticShop({ products: 120, users: 200 });
const SPARE = { idle: true, saveData: false };
const BUSY = { ...SPARE, idle: false };
const history: Interaction[] = Array.from({ length: 40 }, (_, at) => ({
  item: (7 * at) % 120,
  kind: 'view',
  at: at * 60_000,
}));

/** A place beside a history that may be erased. */
class Memory implements LearningMemory {
  readonly store = new MemoryStore();
  erasures = 0;
  kept = (name: string): Promise<unknown> => this.store.kept(name);
  since = (): number => this.erasures;
  async keep(name: string, value: unknown, since = this.erasures): Promise<void> {
    if (since === this.erasures) await this.store.keep(name, value);
  }
}

/** The real training in this thread, slice by slice. */
function trainerOf(onSlice: () => Promise<void> | void = () => undefined) {
  const asked: string[] = [];
  const trainer: Pick<TrainerClient, 'personal' | 'stop'> = {
    async personal(task, model, keep) {
      asked.push(model.training.stage);
      let reached = model;
      while (reached.training.stage !== 'done') {
        reached = functions.personalPass(task, reached);
        await keep(reached);
        await onSlice();
      }
      return reached;
    },
    stop: () => void asked.push('stop'),
  };
  return { asked, trainer };
}

function create(options: Partial<PersonalOptions> = {}) {
  const memory = (options.memory as Memory | undefined) ?? new Memory();
  const time = { now: 100 * DAY_MS };
  const changes: string[] = [];
  const personal = new Personal({
    memory,
    clock: { now: () => time.now },
    functions: async () => ({ ...functions, TrainerClient }),
    trainer: async () => trainerOf().trainer,
    shop: async () => ({ catalog, prior: DEFAULT_WEIGHTS, history }),
    version: () => undefined,
    onChange: () => changes.push('change'),
    onError: ({ code }) => changes.push(code),
    ...options,
  });
  /** Waits until the training has ended, well or not. */
  const ended = async (): Promise<PersonalStatus> => {
    while (personal.status().state === 'training') await new Promise(setImmediate);
    return personal.status();
  };
  return { personal, memory, time, changes, ended };
}

test('trains once a day, when the device can spare it, and keeps what it came to', async () => {
  const { asked, trainer } = trainerOf();
  const { personal, memory, time, ended } = create({ trainer: async () => trainer });
  personal.consider(SPARE);
  expect(personal.status()).toEqual({ state: 'off' });
  await personal.permit(true);
  expect(personal.status()).toEqual({ state: 'waiting' });
  personal.consider(BUSY);
  expect(asked).toEqual([]);
  personal.consider(SPARE);
  personal.consider(SPARE);
  expect(await ended()).toMatchObject({ trainedAt: time.now });
  expect(asked).toEqual(['correction']);
  personal.consider(SPARE);
  time.now += DAY_MS - 1;
  personal.consider(SPARE);
  expect(asked).toHaveLength(1);
  time.now += 1;
  personal.consider(SPARE);
  await ended();
  expect(asked).toHaveLength(2);
  const kept = { personal: await memory.kept('personal') };
  expect(kept).toMatchObject({ personal: { trainedAt: time.now, model: { version: 1 } } });
  expect(JSON.parse(JSON.stringify(personal.export()))).toEqual(kept);
});

test('goes on where it was ended, on another page too', async () => {
  const first = create({
    trainer: async () => trainerOf(() => first.personal.consider(BUSY)).trainer,
  });
  await first.personal.permit(true);
  first.personal.consider(SPARE);
  await first.ended();
  const { memory } = first;
  expect(await memory.kept('personal')).toMatchObject({ model: { training: { passes: 1 } } });
  const { asked, trainer } = trainerOf();
  const second = create({ memory, trainer: async () => trainer });
  await second.personal.permit(true);
  second.personal.consider(SPARE);
  await second.ended();
  expect(asked).toEqual(['correction']);
  expect(second.personal.model?.training.stage).toBe('done');
});

test('fetches the same for a shopper without a history', async () => {
  const loaded: string[] = [];
  const { personal, ended } = create({
    shop: async () => ({ catalog, prior: DEFAULT_WEIGHTS, history: [] }),
    functions: async () => {
      loaded.push('functions');
      return { ...functions, TrainerClient };
    },
    trainer: async () => {
      loaded.push('trainer');
      return trainerOf().trainer;
    },
  });
  await personal.permit(true);
  personal.consider(SPARE);
  expect(await ended()).toMatchObject({ state: 'unused' });
  expect(loaded).toEqual(['functions', 'trainer']);
});

test('keeps nothing of a history that was erased meanwhile, and forgets it', async () => {
  const created = create({
    trainer: async () =>
      trainerOf(() => {
        created.memory.erasures += 1;
      }).trainer,
  });
  const { personal, memory, ended } = created;
  await personal.permit(true);
  personal.consider(SPARE);
  await ended();
  await memory.store.erase();
  await personal.permit(false);
  expect(personal.model).toBeUndefined();
  expect(personal.status()).toEqual({ state: 'off' });
  await personal.permit(true);
  expect(personal.model).toBeUndefined();
});

test('does without a trainer that can not be started, once a page', async () => {
  let asked = 0;
  const { personal, changes, ended } = create({
    trainer: async () => {
      asked += 1;
      throw new SottoError('worker/unavailable', { origin: 'worker' });
    },
  });
  await personal.permit(true);
  personal.consider(SPARE);
  expect(await ended()).toEqual({ state: 'waiting' });
  personal.consider(SPARE);
  expect(asked).toBe(1);
  expect(changes).toEqual(['worker/unavailable']);
});

test('takes nothing for a model that is none', async () => {
  const { personal, memory } = create();
  await memory.keep('personal', { trainedAt: 1, model: { version: 1 } });
  await personal.permit(true);
  expect(personal.model).toBeUndefined();
});

test('trains anew on top of another version', async () => {
  const { asked, trainer } = trainerOf();
  let version: VerifiedVersion | undefined;
  const { personal, ended } = create({ trainer: async () => trainer, version: () => version });
  await personal.permit(true);
  for (const serial of [1, 1, 2]) {
    const numbers = Array.from({ length: 16 }, () => serial);
    const model = { serial, parts: { fusion: { numbers } } } as VerifiedVersion['model'];
    version = { sha256: String(serial), model };
    personal.consider(SPARE);
    await ended();
  }
  expect(asked.filter((each) => each === 'correction')).toHaveLength(2);
});
