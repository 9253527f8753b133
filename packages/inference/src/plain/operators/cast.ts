import { given, numberOf, type Operator } from '../operator.ts';

/** Number of float32 in TensorProto.DataType. */
const FLOAT = 1;

/** `Cast` to float32. */
export const cast: Operator = (step) => {
  if (numberOf(step, 'to', FLOAT) !== FLOAT)
    throw new RangeError('Cast to another type than float');
  return (input) => {
    const { shape, data } = given(input);
    return { shape, data: Float32Array.from(data) };
  };
};
