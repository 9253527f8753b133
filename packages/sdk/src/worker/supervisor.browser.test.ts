import type { ShopEvent, SottoError } from '@sotto/core';
import type { EngineChange, EngineConfig } from '@sotto/protocol';
import { afterEach, expect, test } from 'vitest';
import { Supervisor } from './supervisor.ts';

const CONFIG: EngineConfig = {
  version: 2,
  packUrl: 'https://shop.example/',
  consent: { answer: 'unknown', source: 'default', paused: false, globalPrivacyControl: false },
  retentionDays: 90,
  maxEvents: 1_000,
  saveData: false,
  runtime: 'auto',
  sync: undefined,
};

/** A worker that speaks comlink's messages itself: `{ id, path: [method] }` is answered with `{ id, value }`. */
const script = (methods: string): string => `onmessage = ({ data }) => {
  const [name] = data.path;
  const answer = (value) => postMessage({ id: data.id, type: 'RAW', value });
  ${methods}
};`;
const ANSWERS = script('answer(name);');

const started: Supervisor[] = [];
afterEach(() => {
  for (const each of started.splice(0)) each.stop();
});

function supervise(
  scripts: readonly string[],
  limits: Partial<{ deadlineMs: number; startDeadlineMs: number; pingMs: number }> = {},
): { supervisor: Supervisor; errors: string[]; changes: EngineChange[]; workers: () => number } {
  const errors: string[] = [];
  const changes: EngineChange[] = [];
  let workers = 0;
  const supervisor = new Supervisor({
    createWorker: () => {
      const source = scripts[workers] ?? '';
      workers += 1;
      return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
        type: 'module',
      });
    },
    config: () => CONFIG,
    onChange: (change) => changes.push(change),
    onError: ({ code }: SottoError) => errors.push(code),
    ...limits,
  });
  started.push(supervisor);
  return { supervisor, errors, changes, workers: () => workers };
}

test('answers through one worker', async () => {
  const { supervisor, workers } = supervise([ANSWERS]);
  expect(await supervisor.call((engine) => engine.status())).toBe('status');
  expect(await supervisor.call((engine) => engine.ping())).toBe('ping');
  expect(workers()).toBe(1);
});

test('rejects what was pending when the worker dies and restarts it once', async () => {
  const dies = script(
    "if (name === 'recommend') setTimeout(() => { throw new Error('dead'); }); else answer(name);",
  );
  const { supervisor, errors, workers } = supervise([dies, ANSWERS]);
  const call = supervisor.call((engine) =>
    engine.recommend({ strategy: 'for-you', limit: 1, page: { kind: 'other', basket: [] } }),
  );
  await expect(call).rejects.toMatchObject({ code: 'worker/failed' });
  expect(await supervisor.call((engine) => engine.status())).toBe('status');
  expect(errors).toEqual(['worker/failed']);
  expect(workers()).toBe(2);
});

test('gives up after two workers that throw at their start', async () => {
  const throws = "throw new Error('at start');";
  const { supervisor, workers } = supervise([throws, throws, ANSWERS]);
  await expect(supervisor.call((engine) => engine.ping())).rejects.toThrow();
  await expect(supervisor.call((engine) => engine.ping())).rejects.toThrow();
  await expect(supervisor.call((engine) => engine.ping())).rejects.toMatchObject({
    code: 'worker/unavailable',
  });
  expect(supervisor.lost).toBe(true);
  expect(workers()).toBe(2);
});

test('rejects calls to a worker that never answers', async () => {
  const { supervisor } = supervise([script('')], { startDeadlineMs: 50 });
  await expect(supervisor.call((engine) => engine.ping())).rejects.toMatchObject({
    code: 'worker/timeout',
  });
});

test('finds out that a worker hangs in the middle of a call', async () => {
  const hangs = script("if (name === 'status') for (;;); answer(name);");
  const { supervisor, errors } = supervise([hangs, ANSWERS], { pingMs: 50 });
  await expect(supervisor.call((engine) => engine.status())).rejects.toMatchObject({
    code: 'worker/timeout',
  });
  expect(errors).toEqual(['worker/timeout']);
  expect(await supervisor.call((engine) => engine.status())).toBe('status');
});

test('lets the caller give a call up', async () => {
  const { supervisor } = supervise([script("if (name !== 'status') answer(name);")]);
  const caller = new AbortController();
  const call = supervisor.call((engine) => engine.status(), caller.signal);
  caller.abort();
  await expect(call).rejects.toMatchObject({ code: 'worker/aborted' });
});

test('hands events that were not acknowledged to the next worker', async () => {
  const dies = script(
    "if (name === 'record') setTimeout(() => { throw new Error('dead'); }); else answer(name);",
  );
  const tells = `let seen; ${script("if (name === 'record') seen = data.argumentList[0].value; answer(name === 'status' ? seen : name);")}`;
  const { supervisor, changes } = supervise([dies, tells]);
  const event: ShopEvent = { kind: 'view', item: 'a', at: 1, source: 'api' };
  supervisor.record([event]);
  await expect.poll(() => changes.length).toBeGreaterThan(0);
  await expect.poll(() => supervisor.call((engine) => engine.status())).toEqual([event]);
});
