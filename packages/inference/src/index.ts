export { PlainRuntime } from './plain/plain-runtime.ts';
export { type Runtime, type RuntimeName, type Session } from './runtime.ts';
export { type Tensor, type Tensors } from './tensor.ts';
