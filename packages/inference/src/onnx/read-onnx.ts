import { SottoError } from '@sotto/core';
import { PbfReader } from 'pbf';
import type { OnnxAttribute, OnnxConstant, OnnxGraph, OnnxNode, OnnxValue } from './onnx-graph.ts';
import { readTensor } from './read-tensor.ts';

/**
 * Reads the graph of an ONNX file. Field numbers are those of onnx.proto3 (ONNX IR version 10).
 *
 * @throws model/unsupported where the bytes are no ONNX model
 */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  try {
    const model = { graph: undefined as OnnxGraph | undefined };
    new PbfReader(bytes).readFields((field, result, pbf) => {
      if (field === 7) result.graph = readGraph(pbf);
    }, model);
    if (model.graph !== undefined) return model.graph;
  } catch (error) {
    if (error instanceof SottoError) throw error;
    throw notOnnx(error);
  }
  throw notOnnx();
}

const notOnnx = (cause?: unknown): SottoError =>
  new SottoError('model/unsupported', { origin: 'model', cause }, 'the file is no ONNX model');

function readGraph(pbf: PbfReader): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, OnnxConstant>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  pbf.readMessage((field) => {
    if (field === 1) nodes.push(readNode(pbf));
    else if (field === 5) {
      const { name, constant } = readTensor(pbf);
      constants.set(name, constant);
    } else if (field === 11) inputs.push(readValue(pbf));
    else if (field === 12) outputs.push(readValue(pbf));
  }, null);
  return { nodes, constants, inputs, outputs };
}

function readNode(pbf: PbfReader): OnnxNode {
  const node = {
    operator: '',
    inputs: [] as string[],
    outputs: [] as string[],
    attributes: {} as Record<string, OnnxAttribute>,
  };
  return pbf.readMessage((field, result) => {
    if (field === 1) result.inputs.push(pbf.readString());
    else if (field === 2) result.outputs.push(pbf.readString());
    else if (field === 4) result.operator = pbf.readString();
    else if (field === 5) Object.assign(result.attributes, readAttribute(pbf));
  }, node);
}

function readAttribute(pbf: PbfReader): Record<string, OnnxAttribute> {
  const attribute = { name: '', value: 0 as OnnxAttribute, integers: [] as number[] };
  pbf.readMessage((field, result) => {
    if (field === 1) result.name = pbf.readString();
    else if (field === 2) result.value = pbf.readFloat();
    else if (field === 3) result.value = pbf.readVarint(true);
    else if (field === 4) result.value = pbf.readString();
    else if (field === 8) result.value = pbf.readPackedVarint(result.integers, true);
  }, attribute);
  return { [attribute.name]: attribute.value };
}

function readValue(pbf: PbfReader): OnnxValue {
  const value = { name: '', shape: [] as (number | null)[] };
  return pbf.readMessage((field, result) => {
    if (field === 1) result.name = pbf.readString();
    else if (field === 2) readTensorType(pbf, result.shape);
  }, value);
}

/** TypeProto → Tensor → TensorShapeProto → Dimension. */
function readTensorType(pbf: PbfReader, shape: (number | null)[]): void {
  const inside = (wanted: number, read: () => void): void => {
    pbf.readMessage((field) => {
      if (field === wanted) read();
    }, null);
  };
  inside(1, () => inside(2, () => inside(1, () => shape.push(readDimension(pbf)))));
}

function readDimension(pbf: PbfReader): number | null {
  const dimension = { length: null as number | null };
  return pbf.readMessage((field, result) => {
    if (field === 1) result.length = pbf.readVarint(true);
  }, dimension).length;
}
