import { SottoError } from '@sotto/core';
import type { Tensors } from '../tensor.ts';

/**
 * The numbers of an output.
 *
 * @param length how many there must be; default any
 * @throws model/shape where the model has no such output: it is another one
 */
export function outputOf(outputs: Tensors, name: string, length?: number): Float32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array && data.length === (length ?? data.length)) return data;
  const wanted = length === undefined ? 'numbers' : `${length} numbers`;
  throw new SottoError('model/shape', { origin: 'model' }, `output "${name}" must be ${wanted}`);
}
