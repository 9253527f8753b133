import * as ort from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import { OrtRuntime } from './ort-runtime.ts';

const urls = import.meta.glob<string>('/models/intent/model.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});

test('a GPU device that is lost while a model is being opened loses every model on it, and nothing hangs', async () => {
  const model = new Uint8Array(await (await fetch(Object.values(urls)[0]!)).arrayBuffer());
  const runtime = new OrtRuntime({ name: 'webgpu', load: async () => ort });
  const first = await runtime.open(model);
  const device = (await ort.env.webgpu.device) as unknown as {
    destroy(): void;
    readonly lost: Promise<unknown>;
  };
  const others = [runtime.open(model), runtime.open(model)];
  device.destroy();
  // Some may be open before the loss is told; what must not be is no answer at all.
  await Promise.allSettled(others);
  await device.lost;
  await expect(first.run({})).rejects.toMatchObject({ code: 'runtime/lost' });
  await expect(runtime.open(model)).rejects.toMatchObject({ code: 'runtime/lost' });
});
