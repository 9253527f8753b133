import { seededRng, SottoError, type ErrorCode } from '@sotto/core';
import { TrainerClient, type TrainerClientOptions } from '@sotto/engine';
import {
  adapterGradient,
  EMPTY_PERSONAL_MODEL,
  FUSION_CHANNELS,
  fusionGradient,
  intentGradient,
  INTENT_DIMENSION,
  INTENT_FEATURES,
  trainPersonal,
  vote,
  type AdapterExample,
  type BackendRecord,
  type ChoiceExample,
  type IntentVisit,
  type PersonalModel,
  type PersonalTask,
} from '@sotto/learning';
import { DEFAULT_WEIGHTS, EMPTY_PROFILE } from '@sotto/ranking';
import { expect, test } from 'vitest';

const PRODUCTS = 400;
const CANDIDATES = 60;
const DIMENSIONS = 24;
const rng = seededRng(11);
const numbersOf = (length: number): Float32Array => Float32Array.from({ length }, () => rng.next());

/** Choices of a shopper who goes by meaning, where the shop goes by words. */
const examples: ChoiceExample[] = Array.from({ length: 60 }, (_, at) => {
  const columns = FUSION_CHANNELS.length;
  const values = numbersOf(CANDIDATES * columns);
  values[FUSION_CHANNELS.indexOf('semantic')] = 1.2;
  return {
    values,
    size: CANDIDATES,
    standsFor: new Float32Array(CANDIDATES),
    weight: 1,
    items: Uint32Array.from({ length: CANDIDATES }, () => Math.floor(rng.next() * PRODUCTS)),
    profile: EMPTY_PROFILE,
    at,
  };
});
const task: PersonalTask = {
  examples,
  prior: DEFAULT_WEIGHTS,
  numbers: [],
  vectors: {
    dimensions: DIMENSIONS,
    codes: Int8Array.from({ length: PRODUCTS * DIMENSIONS }, () => Math.round(14 * rng.next() - 7)),
    scale: new Float32Array(PRODUCTS).fill(0.05),
  },
};
const visits: IntentVisit[] = [
  { features: numbersOf(2 * INTENT_FEATURES), chances: numbersOf(2), bought: true },
];
const adapterExample: AdapterExample = {
  profile: numbersOf(8),
  candidates: numbersOf(80),
  base: numbersOf(10),
  weight: 1,
};

/** A client, and the workers that it started; those that are not told how to fail are real. */
function open(options: Partial<TrainerClientOptions> = {}, scripts: readonly string[] = []) {
  const workers: { readonly worker: Worker; ended: boolean }[] = [];
  const record: { now: BackendRecord | undefined } = { now: undefined };
  const client = new TrainerClient({
    spawn: () => {
      const script = scripts[workers.length];
      const url =
        script === undefined
          ? new URL('./trainer.ts', import.meta.url)
          : URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      const started = { worker: new Worker(url, { type: 'module' }), ended: false };
      const { worker } = started;
      const terminate = worker.terminate.bind(worker);
      worker.terminate = () => {
        started.ended = true;
        terminate();
      };
      workers.push(started);
      return worker;
    },
    memory: {
      get: async () => record.now,
      set: async (_key, next) => {
        record.now = next;
      },
    },
    ...options,
  });
  return { client, workers, record };
}

const keepNothing = async (): Promise<void> => undefined;
const codeOf = (answer: Promise<unknown>): Promise<ErrorCode | undefined> =>
  answer.then(
    () => undefined,
    (error: unknown) => (error instanceof SottoError ? error.code : undefined),
  );

test('gives the numbers that the same functions give here', async () => {
  const { client, record } = open();
  const numbers = new Float64Array(16);
  expect(await client.fusionGradient(examples, DEFAULT_WEIGHTS, numbers)).toEqual(
    fusionGradient(examples, DEFAULT_WEIGHTS, numbers),
  );
  const head = new Float64Array(INTENT_DIMENSION);
  expect(await client.intentGradient(visits, head)).toEqual(intentGradient(visits, head));
  const other = { ...DEFAULT_WEIGHTS, semantic: 2 };
  expect(await client.vote(examples, DEFAULT_WEIGHTS, other)).toBe(
    vote(examples, DEFAULT_WEIGHTS, other),
  );
  expect(await client.adapterGradient([adapterExample], new Float64Array(64))).toEqual({
    ...adapterGradient([adapterExample], new Float64Array(64)),
    backend: 'plain',
  });
  expect(Object.keys(record.now?.medianMs ?? {})).toEqual(['plain']);
});

test('trains a shopper’s model to the same end as in one thread', async () => {
  const kept: PersonalModel[] = [];
  const { client } = open({ sliceMs: 0 });
  const trained = await client.personal(task, EMPTY_PERSONAL_MODEL, async (model) => {
    kept.push(model);
  });
  expect(trained).toEqual(trainPersonal(task));
  expect(trained.correction.some((number) => number !== 0)).toBe(true);
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.at(-1)).toEqual(trained);
});

test('a training that is killed in the middle of a step comes to the same end', async () => {
  const { client, workers } = open({ sliceMs: 0 });
  let kept: PersonalModel = EMPTY_PERSONAL_MODEL;
  let passes = 0;
  const train = (kill: boolean) =>
    client.personal(task, kept, async (model) => {
      kept = model;
      // While the next step is under way.
      if (kill && ++passes % 2 === 0) setTimeout(() => client.stop());
    });
  expect(await codeOf(train(true))).toBe('worker/aborted');
  expect(await codeOf(train(true))).toBe('worker/aborted');
  expect(passes).toBeGreaterThanOrEqual(4);
  expect(await train(false)).toEqual(trainPersonal(task));
  expect(workers.map(({ ended }) => ended)).toEqual([true, true, true]);
});

test('keeps nothing of a step that ends after the training was stopped', async () => {
  const { client } = open({ sliceMs: 0 });
  let keeps = 0;
  const code = await codeOf(
    client.personal(task, EMPTY_PERSONAL_MODEL, async () => {
      keeps++;
      client.stop();
    }),
  );
  expect(code).toBe('worker/aborted');
  expect(keeps).toBe(1);
});

test('starts a worker once more that died, and not a third time', async () => {
  const dying = 'onmessage = () => { throw new Error("out of memory"); };';
  const once = open({}, [dying]);
  expect(await once.client.vote([], DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)).toBe(0);
  expect(once.workers.map(({ ended }) => ended)).toEqual([true, true]);
  const twice = open({}, [dying, dying]);
  expect(await codeOf(twice.client.vote([], DEFAULT_WEIGHTS, DEFAULT_WEIGHTS))).toBe(
    'worker/failed',
  );
  expect(twice.workers).toHaveLength(2);
});

test('ends a session that takes too long, and trains on another time', async () => {
  const silent = 'onmessage = () => undefined;';
  const { client, workers } = open({ sessionMs: 50 }, [silent, silent]);
  expect(await codeOf(client.vote([], DEFAULT_WEIGHTS, DEFAULT_WEIGHTS))).toBe('worker/timeout');
  expect(await client.personal(task, EMPTY_PERSONAL_MODEL, keepNothing)).toBe(EMPTY_PERSONAL_MODEL);
  expect(workers.map(({ ended }) => ended)).toEqual([true, true]);
});

test('does not train where a worker can’t be started', async () => {
  const { client } = open({
    spawn: () => {
      throw new ReferenceError('Worker is not defined');
    },
  });
  expect(await codeOf(client.vote([], DEFAULT_WEIGHTS, DEFAULT_WEIGHTS))).toBe(
    'worker/unavailable',
  );
});

test('says what is wrong with what it is given', async () => {
  const { client, workers } = open();
  expect(await codeOf(client.adapterGradient([adapterExample], new Float64Array(256)))).toBe(
    'model/shape',
  );
  expect(workers).toHaveLength(1);
});

test('one session at a time, and no worker stays behind', async () => {
  const { client, workers } = open();
  let most = 0;
  const answers = Array.from({ length: 3 }, () =>
    client.vote(examples, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS).then((answer) => {
      most = Math.max(most, workers.filter(({ ended }) => !ended).length);
      return answer;
    }),
  );
  expect(await Promise.all(answers)).toEqual([2, 2, 2]);
  expect(workers.every(({ ended }) => ended)).toBe(true);
  expect(most).toBeLessThanOrEqual(1);
});
