import * as ort from 'onnxruntime-web/wasm';
import { expect, test } from 'vitest';
import type { OrtModule } from './ort/ort-module.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import { describeRuntime } from './runtime.contract.ts';

describeRuntime('plain', () => new PlainRuntime());
describeRuntime(
  'wasm',
  () => new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
);

/** A module with one function, `f`, that is a single `unreachable`. */
const TRAP = Uint8Array.from(
  Buffer.from('0061736d0100000001040160000003020100070501016600000a05010300000b', 'hex'),
);

const trap = (): void => {
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports;
  (f as () => void)();
};
const fail = (): void => {
  throw new Error('failed to call OrtRun(). ERROR_CODE: 1, ERROR_MESSAGE: no data from buffer');
};

test.each([
  ['a trap of WASM', trap],
  ['a fault of onnxruntime', fail],
])('%s is a lost runtime and no wrong input', async (_, act) => {
  const create = async () => ({ run: async () => act(), release: async () => {} });
  const load = async () => ({ ...ort, InferenceSession: { create } }) as unknown as OrtModule;
  const session = await new OrtRuntime({ name: 'wasm', load }).open(new Uint8Array());
  await expect(session.run({})).rejects.toMatchObject({ code: 'runtime/lost' });
});
