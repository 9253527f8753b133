/** A constant of a graph. Bytes are packed quantized weights. */
export interface OnnxConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** What an operator is given beside its inputs. */
export type OnnxAttribute = number | string | readonly number[];

/** One step of a graph. */
export interface OnnxNode {
  /** Name of the operator, such as `MatMulNBits`. */
  readonly operator: string;
  /** Names of values; an empty name is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** An input or output of a graph; a dimension of any length is `null`. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

/** As much of an ONNX model as running it takes. Nodes are in an order in which they can be run. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxConstant>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}
