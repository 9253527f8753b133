import type { OnnxAttribute } from '../onnx/onnx-graph.ts';

/** A value inside a graph. */
export interface Value {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** What a step knows before it runs. */
export interface Step {
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** For each input the constant that it is, if it is one. */
  readonly constants: readonly (Value | undefined)[];
}

/** Computes a step's one output. An optional input that is left out is `undefined`. */
export type Kernel = (...inputs: (Value | undefined)[]) => Value;

/** Makes the kernel of a step; what depends on constants alone is done here, once. */
export type Operator = (step: Step) => Kernel;

/** An attribute that is one number. */
export function numberOf({ attributes }: Step, name: string, byDefault: number): number {
  const value = attributes[name];
  return typeof value === 'number' ? value : byDefault;
}

/** An attribute that is a list of numbers. */
export function numbersOf({ attributes }: Step, name: string): readonly number[] | undefined {
  const value = attributes[name];
  return Array.isArray(value) ? (value as readonly number[]) : undefined;
}

/** An input that must be there. */
export function given(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('an input is missing');
  return value;
}

/** An input of floats that must be there. */
export function floats(value: Value | undefined): { shape: readonly number[]; data: Float32Array } {
  const { shape, data } = given(value);
  if (!(data instanceof Float32Array)) throw new RangeError('an input is not of floats');
  return { shape, data };
}

/** An input of integers that must be there. */
export function integers(value: Value | undefined): { shape: readonly number[]; data: Int32Array } {
  const { shape, data } = given(value);
  if (!(data instanceof Int32Array)) throw new RangeError('an input is not of integers');
  return { shape, data };
}

/** A dimension that may be counted from the end, from the start. */
export const dimensionOf = (dimension: number, rank: number): number =>
  dimension < 0 ? dimension + rank : dimension;
