import type { ChannelWeights } from '@sotto/core';
import type { PackManifest } from './manifest.ts';

/** What a pack is made with beside its products. */
export interface PackMeta {
  /** Milliseconds since 1970. */
  readonly builtAt: number;
  readonly locale: string;
  readonly currency: PackManifest['currency'];
  readonly weights: ChannelWeights;
  readonly rules: readonly string[];
  /** Models that the device runs, by id. Default none. */
  readonly models?: Readonly<Record<string, ModelFiles>>;
  readonly images: 'none' | 'direct' | PackSheets;
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** A model, ready to be packed. */
export interface ModelFiles {
  /** Semantic version. */
  readonly version: string;
  /** Bytes of `model.onnx`. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** Bytes of the self-test: JSON in the form of a `golden.json`. */
  readonly test: Uint8Array<ArrayBuffer>;
}

/** Thumbnails as sheets. */
export interface PackSheets {
  /** Width and height of a thumbnail in pixels. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** WebP pictures, in the order in which shoppers fetch them. */
  readonly sheets: readonly Uint8Array<ArrayBuffer>[];
  /** For each product, in the order of adding, 1 + the number of its cell; 0 for none. */
  readonly cells: Uint32Array;
}
