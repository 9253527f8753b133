import { PbfWriter } from 'pbf';

/** A constant of a graph; bytes are packed quantized weights. */
export interface OnnxModelConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** One step of a graph. Integers are written as such, other numbers as floats. */
export interface OnnxModelNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
  /** Attributes that are floats even where their value is whole. */
  readonly floats?: Readonly<Record<string, number>>;
}

/** What {@link onnxModel} writes. */
export interface OnnxModelOptions {
  readonly nodes: readonly OnnxModelNode[];
  readonly constants?: Readonly<Record<string, OnnxModelConstant>>;
  /** Inputs by name: `int64` or `float32`, a name for each dimension of any length. */
  readonly inputs: Readonly<
    Record<
      string,
      { readonly type: 'float32' | 'int64'; readonly shape: readonly (number | string)[] }
    >
  >;
  /** Names of values that are given out, in shapes that follow from the graph. */
  readonly outputs: readonly string[];
}

const FLOAT = 1;
const UINT8 = 2;
const INT64 = 7;

/** The bytes of an ONNX model (IR version 10, opset 21): a small graph to test runtimes with. */
export function onnxModel({
  nodes,
  constants = {},
  inputs,
  outputs,
}: OnnxModelOptions): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, 10);
  pbf.writeMessage(
    7,
    () => {
      for (const node of nodes) pbf.writeMessage(1, writeNode, node);
      pbf.writeStringField(2, 'graph');
      for (const [name, constant] of Object.entries(constants))
        pbf.writeMessage(5, (_, out) => writeConstant(name, constant, out), null);
      for (const [name, { type, shape }] of Object.entries(inputs))
        pbf.writeMessage(11, (_, out) => writeValue(name, type, shape, out), null);
      for (const name of outputs)
        pbf.writeMessage(12, (_, out) => writeValue(name, 'float32', undefined, out), null);
    },
    null,
  );
  for (const [domain, version] of [
    ['', 21],
    ['com.microsoft', 1],
  ] as const) {
    pbf.writeMessage(
      8,
      () => {
        pbf.writeStringField(1, domain);
        pbf.writeVarintField(2, version);
      },
      null,
    );
  }
  return new Uint8Array(pbf.finish());
}

function writeNode(node: OnnxModelNode, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  pbf.writeStringField(2, node.output);
  pbf.writeStringField(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes ?? {}))
    pbf.writeMessage(5, (_, out) => writeAttribute(name, value, out), null);
  for (const [name, value] of Object.entries(node.floats ?? {})) {
    pbf.writeMessage(
      5,
      (_, out) => {
        out.writeStringField(1, name);
        out.writeFloatField(2, value);
        out.writeVarintField(20, 1);
      },
      null,
    );
  }
  pbf.writeStringField(7, node.domain ?? '');
}

function writeAttribute(name: string, value: number | readonly number[], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') pbf.writeVarintField(3, value);
  else for (const each of value) pbf.writeVarintField(8, each);
  pbf.writeVarintField(20, typeof value === 'number' ? 2 : 7);
}

function writeConstant(name: string, { shape, data }: OnnxModelConstant, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...shape]);
  pbf.writeVarintField(2, typeOf(data));
  pbf.writeStringField(8, name);
  const raw = data instanceof Int32Array ? BigInt64Array.from(data, BigInt) : data;
  pbf.writeBytesField(9, new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength));
}

function typeOf(data: OnnxModelConstant['data']): number {
  if (data instanceof Float32Array) return FLOAT;
  return data instanceof Int32Array ? INT64 : UINT8;
}

function writeValue(
  name: string,
  type: 'float32' | 'int64',
  shape: readonly (number | string)[] | undefined,
  pbf: PbfWriter,
): void {
  pbf.writeStringField(1, name);
  const dimensions = (): void => {
    for (const length of shape ?? []) {
      pbf.writeMessage(
        1,
        () => {
          if (typeof length === 'number') pbf.writeVarintField(1, length);
          else pbf.writeStringField(2, length);
        },
        null,
      );
    }
  };
  const tensor = (): void => {
    pbf.writeVarintField(1, type === 'float32' ? FLOAT : INT64);
    if (shape !== undefined) pbf.writeMessage(2, dimensions, null);
  };
  pbf.writeMessage(2, () => pbf.writeMessage(1, tensor, null), null);
}
