/** What this release can use of a kind of model. */
export interface ModelKind {
  /** Name of its folder, and `id` of its manifest. */
  readonly id: string;
  /** First number of its version: inputs and outputs that this release knows. */
  readonly major: number;
  /** Most bytes of its files together. */
  readonly maxBytes: number;
}

const MEGABYTE = 1_048_576;

/** Every kind of model, with its budget. */
export const MODEL_KINDS = {
  textEncoder: { id: 'text-encoder', major: 1, maxBytes: 4 * MEGABYTE },
  sequenceEncoder: { id: 'sequence-encoder', major: 2, maxBytes: MEGABYTE },
  intent: { id: 'intent', major: 1, maxBytes: 102_400 },
  sentiment: { id: 'sentiment', major: 1, maxBytes: 2 * MEGABYTE },
  productImage: { id: 'product-image', major: 1, maxBytes: 5 * MEGABYTE },
} as const satisfies Record<string, ModelKind>;
