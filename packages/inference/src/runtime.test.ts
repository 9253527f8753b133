import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import { describeRuntime } from './runtime.contract.ts';

describeRuntime('plain', () => new PlainRuntime());
describeRuntime(
  'wasm',
  () => new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
);
