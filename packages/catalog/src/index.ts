export { decodeAliases, type AliasesFile } from './aliases.ts';
export { encodeManifest, withWeights } from './encode-manifest.ts';
export { decodeFallback, type FallbackFile, type FallbackItem } from './fallback.ts';
export {
  FILE_NAMES,
  FIRST_LIST_FILES,
  MAX_FILE_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_PRODUCTS,
  PACK_VERSION,
  type FileName,
} from './format.ts';
export { hexColour } from './hex-colour.ts';
export { createItemIndex, type ItemIndex } from './item-index.ts';
export { decodeItems, type ItemsFile } from './items.ts';
export {
  parseManifest,
  type FileEntry,
  type PackImages,
  type PackManifest,
  type PackModel,
} from './manifest.ts';
export { decodeNeighbours, MAX_NEIGHBOURS } from './neighbours.ts';
export { type PackItem } from './pack-item.ts';
export { type PackFile } from './pack-file.ts';
export { type ModelFiles, type PackMeta, type PackSheets } from './pack-meta.ts';
export { PackWriter, type PackFiles } from './pack-writer.ts';
export { decodeDetails, decodeTexts, type DetailsFile, type TextsFile } from './texts.ts';
export { decodeThumbnails } from './thumbnails.ts';
export { decodeVectors, VectorsBuilder } from './vectors.ts';
export { verifyFile } from './verify.ts';
