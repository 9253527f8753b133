import type * as Tfjs from './tfjs/index.ts';
import type { TrainingBackend } from './training-backend.ts';

/** How tfjs gets here: it is in a file of its own. */
export interface TfjsSource {
  /** Loads `@sotto/learning/tfjs`. */
  readonly load: () => Promise<Pick<typeof Tfjs, 'openTfjs'>>;
  /** URL of `tfjs-backend-wasm-simd.wasm`. */
  readonly wasmUrl: string;
}

/** The backends of tfjs, from what needs least to what needs most. Nothing is loaded before one is opened. */
export function tfjsBackends({ load, wasmUrl }: TfjsSource): TrainingBackend[] {
  const names = ['tfjs-cpu', 'tfjs-wasm', 'tfjs-webgpu'] as const;
  return names.map((name) => ({
    name,
    open: async () => (await load()).openTfjs(name, { wasmUrl }),
  }));
}
