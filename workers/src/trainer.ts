// What trains: a worker of its own, started by the engine's.
import { Trainer } from '@sotto/learning';
import { exposeMethods } from '@sotto/protocol';
import { fileUrl } from './release.ts';
import type * as Tfjs from './tfjs.ts';

exposeMethods(
  new Trainer({
    elapsed: () => performance.now(),
    tfjs: {
      load: () => import(/* @vite-ignore */ fileUrl('sotto.tfjs.js')) as Promise<typeof Tfjs>,
      wasmUrl: fileUrl('tfjs/tfjs-backend-wasm-simd.wasm'),
    },
  }),
);
