/** Where a model is computed: plain TypeScript, or ONNX Runtime on WASM or on WebGPU. */
export type RuntimeName = 'plain' | 'wasm' | 'webgpu';

/** Every {@link RuntimeName}, the one that needs least first. */
export const RUNTIME_NAMES: readonly RuntimeName[] = ['plain', 'wasm', 'webgpu'];
