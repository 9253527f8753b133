export { parseGolden, type GoldenCase } from './golden-case.ts';
export { ModelRunner, type ModelRunnerOptions, type RunnerStatus } from './model-runner.ts';
export { TextEncoderModel, type RunsModel } from './models/text-encoder.ts';
export { ORT_FILES, ortFrom, type LoadOrt, type OrtModule } from './ort/ort-module.ts';
export { OrtRuntime, type OrtRuntimeOptions } from './ort/ort-runtime.ts';
export { PlainRuntime } from './plain/plain-runtime.ts';
export { pageMemory, type RuntimeMemory, type RuntimeRecord } from './runtime-memory.ts';
export { type Runtime, type RuntimeName, type Session } from './runtime.ts';
export { type Tensor, type Tensors } from './tensor.ts';
