// What trains: a worker of its own, started by the engine's.
import { Trainer } from '@sotto/learning';
import { exposeMethods } from '@sotto/protocol';
import type * as Tfjs from './tfjs.ts';

/** Absolute URL of a file of the same release. */
const fileUrl = (name: string): string =>
  new URL(name + new URL(import.meta.url).search, import.meta.url).href;

exposeMethods(
  new Trainer({
    elapsed: () => performance.now(),
    tfjs: {
      load: () => import(/* @vite-ignore */ fileUrl('sotto.tfjs.js')) as Promise<typeof Tfjs>,
      wasmUrl: fileUrl('tfjs/tfjs-backend-wasm-simd.wasm'),
    },
  }),
);
