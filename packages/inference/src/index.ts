export { parseGolden, type GoldenCase } from './golden-case.ts';
export { MODEL_KINDS, type ModelKind } from './model-kind.ts';
export { measure } from './measure.ts';
export { parseModelManifest, type ModelFile, type ModelManifest } from './model-manifest.ts';
export { ModelRunner, type ModelRunnerOptions, type RunnerStatus } from './model-runner.ts';
export { intentFeatures, type Visit, type VisitEvent } from './models/intent-features.ts';
export { IntentModel } from './models/intent.ts';
export { type Picture } from './models/product-image-pixels.ts';
export { ProductImageModel, type PictureClass, type ProductImage } from './models/product-image.ts';
export { SequenceEncoderModel } from './models/sequence-encoder.ts';
export { SequenceItemsModel, type SequenceItemFeatures } from './models/sequence-items.ts';
export {
  SentimentModel,
  type Sentiment,
  type ShopAspect,
  type SpokenAspect,
} from './models/sentiment.ts';
export { TextEncoderModel } from './models/text-encoder.ts';
export { ORT_FILES, ortFrom, type LoadOrt, type OrtModule } from './ort/ort-module.ts';
export { OrtRuntime, type OrtRuntimeOptions } from './ort/ort-runtime.ts';
export { PlainRuntime } from './plain/plain-runtime.ts';
export { pageMemory, type RuntimeMemory, type RuntimeRecord } from './runtime-memory.ts';
export { type RunsModel, type Runtime, type Session } from './runtime.ts';
export { type Tensor, type Tensors } from './tensor.ts';
