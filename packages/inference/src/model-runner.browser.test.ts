import * as ort from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import { parseGolden } from './golden-case.ts';
import { ModelRunner } from './model-runner.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import { pageMemory } from './runtime-memory.ts';

const urls = import.meta.glob<string>('/models/intent/{model.onnx,golden.json}', {
  query: '?url',
  import: 'default',
  eager: true,
});
const fetched = (name: string): Promise<Response> => fetch(urls[`/models/intent/${name}`] ?? '');

test('goes on in plain TypeScript when the GPU device is lost, and does not try it again', async () => {
  const [golden] = parseGolden(await (await fetched('golden.json')).text());
  const memory = pageMemory();
  const errors: string[] = [];
  const options = {
    key: 'intent@1.0.0',
    model: new Uint8Array(await (await fetched('model.onnx')).arrayBuffer()),
    test: golden!,
    runtimes: [
      new OrtRuntime({ name: 'webgpu', load: async () => ort }),
      new PlainRuntime(),
    ] as const,
    memory,
    elapsed: () => performance.now(),
    onError: ({ code }: { code: string }) => errors.push(code),
  };
  const runner = await ModelRunner.open(options);
  expect(runner.status().runtime).toBe('webgpu');
  const before = await runner.run(golden!.inputs);
  ((await ort.env.webgpu.device) as unknown as { destroy(): void }).destroy();
  const after = await runner.run(golden!.inputs);
  expect(after['purchase']?.data[0]).toBeCloseTo(before['purchase']?.data[0] ?? NaN, 3);
  expect(runner.status()).toMatchObject({
    runtime: 'plain',
    failed: { webgpu: 'runtime/lost' },
  });
  expect(errors).toContain('runtime/lost');
  expect((await memory.get('intent@1.0.0'))?.failed).toEqual({ webgpu: 'runtime/lost' });
});
