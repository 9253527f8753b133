/** Numbers with a shape, row by row. Integers are ONNX's `int64`; all of ours fit in 32 bits. */
export interface Tensor {
  /** Lengths of the dimensions; `[]` for a single number. */
  readonly shape: readonly number[];
  /** As many numbers as the product of the shape. */
  readonly data: Float32Array | Int32Array;
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** How many numbers a tensor of this shape has. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((size, length) => size * length, 1);
