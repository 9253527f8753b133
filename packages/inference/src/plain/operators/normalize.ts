import { dimensionOf, floats, numberOf, type Operator } from '../operator.ts';

/** `Softmax` along the last dimension. */
export const softmax: Operator = (step) => (input) => {
  const { shape, data } = floats(input);
  if (dimensionOf(numberOf(step, 'axis', -1), shape.length) !== shape.length - 1)
    throw new RangeError('Softmax along another axis than the last');
  const out = new Float32Array(data.length);
  forEachRow(data, shape.at(-1) ?? 1, (row, from) => {
    const highest = row.reduce((most, x) => Math.max(most, x), -Infinity);
    let sum = 0;
    row.forEach((x, i) => (sum += out[from + i] = Math.exp(x - highest)));
    row.forEach((_, i) => (out[from + i] = (out[from + i] ?? 0) / sum));
  });
  return { shape, data: out };
};

/** `LayerNormalization` along the last dimension (Ba, Kiros and Hinton 2016). */
export const layerNormalization: Operator = (step) => {
  const epsilon = numberOf(step, 'epsilon', 1e-5);
  return (input, scaleInput, biasInput) => {
    const { shape, data } = floats(input);
    const scale = floats(scaleInput).data;
    const bias = biasInput === undefined ? undefined : floats(biasInput).data;
    const out = new Float32Array(data.length);
    forEachRow(data, shape.at(-1) ?? 1, (row, from) => {
      const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
      const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
      const factor = 1 / Math.sqrt(variance + epsilon);
      row.forEach((x, i) => {
        out[from + i] = (x - mean) * factor * (scale[i] ?? 1) + (bias?.[i] ?? 0);
      });
    });
    return { shape, data: out };
  };
};

function forEachRow(
  data: Float32Array,
  length: number,
  visit: (row: Float32Array, from: number) => void,
): void {
  for (let from = 0; from < data.length; from += length)
    visit(data.subarray(from, from + length), from);
}
