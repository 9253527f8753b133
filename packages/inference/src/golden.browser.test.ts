import { describeGolden } from './golden.contract.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';

const urls = import.meta.glob<string>('/models/*/{model.onnx,golden.json}', {
  query: '?url',
  import: 'default',
  eager: true,
});

const ids = new Set(Object.keys(urls).map((path) => path.split('/')[2] ?? ''));

describeGolden(
  [...ids],
  [
    new PlainRuntime(),
    new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
    new OrtRuntime({ name: 'webgpu', load: () => import('onnxruntime-web/webgpu') }),
  ],
  async (file) => {
    const response = await fetch(urls[`/models/${file}`] ?? '');
    return new Uint8Array(await response.arrayBuffer());
  },
);
