import type * as Ort from 'onnxruntime-web';

/** The parts of onnxruntime-web that are used; `onnxruntime-web/wasm` and `/webgpu` both have them. */
export type OrtModule = Pick<typeof Ort, 'env' | 'InferenceSession' | 'Tensor'>;

/** Loads onnxruntime-web, once, when the runtime is first opened. */
export type LoadOrt = () => Promise<OrtModule>;

/** Files of onnxruntime-web that a site serves beside ours, for each runtime, the module first. */
export const ORT_FILES = {
  wasm: ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'],
  webgpu: [
    'ort.webgpu.min.mjs',
    'ort-wasm-simd-threaded.asyncify.mjs',
    'ort-wasm-simd-threaded.asyncify.wasm',
  ],
} as const;

/**
 * Loads onnxruntime-web from the site's own folder of its files.
 *
 * @param folder absolute URL, ending in `/`, of a folder with {@link ORT_FILES}
 */
export function ortFrom(folder: string, runtime: keyof typeof ORT_FILES): LoadOrt {
  const [main, mjs, wasm] = ORT_FILES[runtime];
  return async () => {
    const ort = (await import(/* @vite-ignore */ folder + main)) as OrtModule;
    ort.env.wasm.wasmPaths = { mjs: folder + mjs, wasm: folder + wasm };
    return ort;
  };
}
