/** Version of the pack's format that this release writes and reads. */
export const PACK_VERSION = 1;

/** A file of the pack by what is in it; `packages/catalog/README.md` describes each. */
export type FileName =
  | 'items'
  | 'texts'
  | 'neighbours'
  | 'together'
  | 'details'
  | 'vectors'
  | 'sequence'
  | 'aliases'
  | 'thumbnails'
  | 'fallback';

/** Every {@link FileName}, in the order in which they are wanted. */
export const FILE_NAMES: readonly FileName[] = [
  'items',
  'texts',
  'neighbours',
  'together',
  'details',
  'vectors',
  'sequence',
  'aliases',
  'thumbnails',
  'fallback',
];

/** The files without which no list can be shown. */
export const FIRST_LIST_FILES: readonly FileName[] = ['items', 'texts'];

/** Largest manifest that is read, in bytes. */
export const MAX_MANIFEST_BYTES = 262_144;

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 268_435_456;

/** Most products of a pack. */
export const MAX_PRODUCTS = 2_000_000;

/** Most other ids for the products of a pack. */
export const MAX_ALIASES = 8_000_000;

/** Most thumbnail sheets of a pack. */
export const MAX_SHEETS = 1_000;

/** Most models of a pack. */
export const MAX_MODELS = 20;

/** Most categories and most brands of a pack, the empty one included: their numbers take two bytes. */
export const MAX_NAMES = 65_536;
