export {
  onnxModel,
  type OnnxModelConstant,
  type OnnxModelNode,
  type OnnxModelOptions,
} from './onnx-model.ts';
export { PackServer } from './pack-server.ts';
export { rankingCatalog } from './ranking-catalog.ts';
export {
  syntheticIntent,
  syntheticSequenceEncoder,
  type SyntheticModelOptions,
} from './synthetic-models.ts';
export { syntheticPack } from './synthetic-pack.ts';
export {
  syntheticShop,
  type SyntheticSequence,
  type SyntheticShop,
  type SyntheticShopOptions,
} from './synthetic-shop.ts';
