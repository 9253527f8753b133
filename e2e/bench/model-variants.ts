import type { Variant } from './in-page/open-model.ts';

export type { Variant };

const PLAIN: Variant = { runtime: 'plain', alone: false };
const WASM: Variant = { runtime: 'wasm', alone: false };
const WASM_ALONE: Variant = { runtime: 'wasm', alone: true };
const WEBGPU: Variant = { runtime: 'webgpu', alone: false };
const WEBGPU_ALONE: Variant = { runtime: 'webgpu', alone: true };

/** Every way to run a model: ours, and onnxruntime-web without us. */
export const VARIANTS: readonly Variant[] = [PLAIN, WASM, WASM_ALONE, WEBGPU, WEBGPU_ALONE];

const PEERS: ReadonlyMap<Variant, Variant> = new Map([
  [PLAIN, WASM],
  [WASM, WASM_ALONE],
  [WEBGPU, WEBGPU_ALONE],
]);

/** What one of ours is measured beside. */
export const peerOf = (variant: Variant): Variant => PEERS.get(variant) ?? variant;

export function nameOf({ runtime, alone }: Variant): string {
  if (alone) return 'onnxruntime-web alone';
  return runtime === 'webgpu' ? 'webgpu (software adapter)' : runtime;
}
