import type * as Ort from 'onnxruntime-web';

/** The parts of onnxruntime-web that are used; `onnxruntime-web/wasm` and `/webgpu` both have them. */
export type OrtModule = Pick<typeof Ort, 'env' | 'InferenceSession' | 'Tensor'>;

/** Loads onnxruntime-web, once, when the runtime is first opened. */
export type LoadOrt = () => Promise<OrtModule>;

/**
 * Files of onnxruntime-web that a site serves beside ours, for each runtime, the module first. They are those of its
 * `dist` folder; modules end in `.js` here, because not every web server knows `.mjs`.
 */
export const ORT_FILES = {
  wasm: ['ort.wasm.min.js', 'ort-wasm-simd-threaded.js', 'ort-wasm-simd-threaded.wasm'],
  webgpu: [
    'ort.webgpu.min.js',
    'ort-wasm-simd-threaded.asyncify.js',
    'ort-wasm-simd-threaded.asyncify.wasm',
  ],
} as const;

/**
 * Loads onnxruntime-web from the site's own folder of its files.
 *
 * @param urlOf absolute URL of one of {@link ORT_FILES}
 */
export function ortFrom(urlOf: (file: string) => string, runtime: keyof typeof ORT_FILES): LoadOrt {
  const [main, mjs, wasm] = ORT_FILES[runtime];
  return async () => {
    const ort = (await import(/* @vite-ignore */ urlOf(main))) as OrtModule;
    ort.env.wasm.wasmPaths = { mjs: urlOf(mjs), wasm: urlOf(wasm) };
    return ort;
  };
}
