import { SottoError } from '@sotto/core';
import type { PbfReader } from 'pbf';
import { sizeOf } from '../tensor.ts';
import type { OnnxConstant } from './onnx-graph.ts';

/** Numbers of TensorProto.DataType. */
const FLOAT = 1;
const UINT8 = 2;
const INT64 = 7;

/** Reads a TensorProto whose numbers are raw bytes, little-endian, as all of ours are. */
export function readTensor(pbf: PbfReader): { name: string; constant: OnnxConstant } {
  const tensor = { name: '', type: 0, shape: [] as number[], raw: new Uint8Array() };
  pbf.readMessage((field) => {
    if (field === 1) pbf.readPackedVarint(tensor.shape);
    else if (field === 2) tensor.type = pbf.readVarint();
    else if (field === 8) tensor.name = pbf.readString();
    else if (field === 9) tensor.raw = new Uint8Array(pbf.readBytes());
  }, null);
  const { name, shape } = tensor;
  const data = numbers(tensor.type, tensor.raw);
  if (data === undefined || data.length !== sizeOf(shape)) {
    throw new SottoError(
      'model/unsupported',
      { origin: 'model' },
      `constant "${name}" has ${tensor.raw.length} bytes for shape [${shape.join()}] of type ${tensor.type}`,
    );
  }
  return { name, constant: { shape, data } };
}

function numbers(type: number, raw: Uint8Array): OnnxConstant['data'] | undefined {
  if (type === UINT8) return raw;
  const aligned = raw.slice().buffer;
  if (type === FLOAT && raw.length % 4 === 0) return new Float32Array(aligned);
  if (type === INT64 && raw.length % 8 === 0)
    return Int32Array.from(new BigInt64Array(aligned), Number);
  return undefined;
}
