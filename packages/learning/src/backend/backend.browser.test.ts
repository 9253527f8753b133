import wasmUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import { describeBackend } from './backend.contract.ts';
import { plainBackend } from './plain-backend.ts';
import { openTfjs } from './tfjs/index.ts';

describeBackend('plain', () => plainBackend.open());
describeBackend('tfjs-cpu', () => openTfjs('tfjs-cpu', { wasmUrl }));
describeBackend('tfjs-wasm', () => openTfjs('tfjs-wasm', { wasmUrl }));
describeBackend('tfjs-webgpu', () => openTfjs('tfjs-webgpu', { wasmUrl }));
