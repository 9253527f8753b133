import type { Operator } from '../operator.ts';
import { cast } from './cast.ts';
import { clip } from './clip.ts';
import { conv } from './conv.ts';
import { add, divide, multiply, relu, sigmoid, sqrt, subtract, tanh } from './elementwise.ts';
import { gather, gatherBlockQuantized } from './gather.ts';
import { concat, identity, reshape, slice, transpose, unsqueeze } from './layout.ts';
import { matMulNBits } from './matmul-nbits.ts';
import { matMul } from './matmul.ts';
import { layerNormalization, softmax } from './normalize.ts';
import { reduceMax, reduceMean, reduceSum } from './reduce.ts';

/** Every operator of our models, by its ONNX name. A new one is a function in this folder and a line here. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Add: add,
  Cast: cast,
  Clip: clip,
  Concat: concat,
  Conv: conv,
  Div: divide,
  Gather: gather,
  GatherBlockQuantized: gatherBlockQuantized,
  Identity: identity,
  LayerNormalization: layerNormalization,
  MatMul: matMul,
  MatMulNBits: matMulNBits,
  Mul: multiply,
  ReduceMax: reduceMax,
  ReduceMean: reduceMean,
  ReduceSum: reduceSum,
  Relu: relu,
  Reshape: reshape,
  Sigmoid: sigmoid,
  Slice: slice,
  Softmax: softmax,
  Sqrt: sqrt,
  Sub: subtract,
  Tanh: tanh,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
