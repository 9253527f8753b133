import type { ModelFiles } from '@sotto/catalog';
import { onnxModel } from './onnx-model.ts';

/** Features that the intent model takes. */
const FEATURES = 30;

/** What differs between synthetic models. */
export interface SyntheticModelOptions {
  /** Default `1.0.0`. */
  readonly version?: string;
  /** What the model's weights are. Default 0.01. */
  readonly weight?: number;
  /** Features that the intent model takes. Default those of the real one. */
  readonly features?: number;
}

/** A model with the inputs and outputs of the intent model: every chance rises with the sum of the features. */
export function syntheticIntent(options: SyntheticModelOptions = {}): ModelFiles {
  const { version = '1.0.0', weight = 0.01, features = FEATURES } = options;
  const model = onnxModel({
    inputs: { features: { type: 'float32', shape: [1, features] } },
    constants: {
      one: { shape: [features, 1], data: new Float32Array(features).fill(weight) },
      three: { shape: [features, 3], data: new Float32Array(3 * features).fill(weight) },
    },
    nodes: [
      { operator: 'MatMul', inputs: ['features', 'one'], output: 'sum' },
      { operator: 'Sigmoid', inputs: ['sum'], output: 'purchase' },
      { operator: 'Sigmoid', inputs: ['sum'], output: 'leave' },
      { operator: 'MatMul', inputs: ['features', 'three'], output: 'sums' },
      { operator: 'Softmax', inputs: ['sums'], output: 'stage', attributes: { axis: 1 } },
    ],
    outputs: ['purchase', 'leave', 'stage'],
  });
  const chance = { type: 'float32', shape: [1, 1], data: [0.5] };
  const third = { type: 'float32', shape: [1, 3], data: [1 / 3, 1 / 3, 1 / 3] };
  const nothing = { type: 'float32', shape: [1, FEATURES], data: Array<number>(FEATURES).fill(0) };
  const outputs = { purchase: chance, leave: chance, stage: third };
  return { version, model, test: testOf({ features: nothing }, outputs) };
}

/** A model with the inputs and output of the sequence encoder: the mean of the vectors. */
export function syntheticSequenceEncoder(dimensions: number): ModelFiles {
  const model = onnxModel({
    inputs: { vectors: { type: 'float32', shape: ['length', dimensions] } },
    constants: { rows: { shape: [1], data: Int32Array.of(0) } },
    nodes: [{ operator: 'ReduceMean', inputs: ['vectors', 'rows'], output: 'query' }],
    outputs: ['query'],
  });
  const vector = {
    type: 'float32',
    shape: [1, dimensions],
    data: Array<number>(dimensions).fill(1),
  };
  return { version: '2.0.0', model, test: testOf({ vectors: vector }, { query: vector }) };
}

const testOf = (inputs: object, outputs: object): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify({ cases: [{ inputs, outputs }] }));
