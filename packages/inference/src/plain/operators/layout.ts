import { sizeOf } from '../../tensor.ts';
import {
  dimensionOf,
  floats,
  given,
  integers,
  numberOf,
  numbersOf,
  type Operator,
} from '../operator.ts';

export const identity: Operator = () => (input) => given(input);

/** `Reshape`: 0 keeps a dimension, -1 takes what is left. */
export const reshape: Operator = () => (input, shapeInput) => {
  const { shape, data } = given(input);
  const wanted = [...integers(shapeInput).data].map((length, i) =>
    length === 0 ? (shape[i] ?? 0) : length,
  );
  const known = sizeOf(wanted.filter((length) => length !== -1));
  const result = wanted.map((length) => (length === -1 ? data.length / known : length));
  if (sizeOf(result) !== data.length)
    throw new RangeError(`[${shape.join()}] can't become [${result.join()}]`);
  return { shape: result, data };
};

/** `Unsqueeze`: dimensions of length 1 come in. */
export const unsqueeze: Operator = () => (input, axesInput) => {
  const { shape, data } = given(input);
  const axes = integers(axesInput).data;
  const rank = shape.length + axes.length;
  const added = new Set([...axes].map((axis) => dimensionOf(axis, rank)));
  const rest = shape.values();
  const result = Array.from({ length: rank }, (_, at) =>
    added.has(at) ? 1 : (rest.next().value ?? 1),
  );
  return { shape: result, data };
};

/** `Transpose` by `perm`; without it dimensions are turned round. */
export const transpose: Operator = (step) => (input) => {
  const { shape, data } = floats(input);
  const order = numbersOf(step, 'perm') ?? shape.map((_, at) => shape.length - 1 - at);
  const strides = shape.map((_, at) => sizeOf(shape.slice(at + 1)));
  const result = order.map((at) => shape[at] ?? 1);
  const out = new Float32Array(data.length);
  const place = result.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    let from = 0;
    for (let at = 0; at < order.length; at++)
      from += (place[at] ?? 0) * (strides[order[at] ?? 0] ?? 0);
    out[i] = data[from] ?? 0;
    for (let at = order.length - 1; at >= 0; at--) {
      place[at] = (place[at] ?? 0) + 1;
      if ((place[at] ?? 0) < (result[at] ?? 1)) break;
      place[at] = 0;
    }
  }
  return { shape: result, data: out };
};

/** `Concat` along `axis`. */
export const concat: Operator =
  (step) =>
  (...inputs) => {
    const parts = inputs.map(floats);
    const first = parts[0]?.shape ?? [];
    const axis = dimensionOf(numberOf(step, 'axis', 0), first.length);
    const lengths = parts.map(({ shape }) => shape[axis] ?? 0);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const inner = sizeOf(first.slice(axis + 1));
    const outer = sizeOf(first.slice(0, axis));
    const out = new Float32Array(outer * total * inner);
    let start = 0;
    parts.forEach(({ data }, part) => {
      const run = (lengths[part] ?? 0) * inner;
      for (let i = 0; i < outer; i++)
        out.set(data.subarray(i * run, (i + 1) * run), i * total * inner + start);
      start += run;
    });
    return { shape: first.with(axis, total), data: out };
  };

/** `Slice` along one dimension, with steps of 1. */
export const slice: Operator = () => (input, starts, ends, axes, steps) => {
  const { shape, data } = floats(input);
  const one = (value: typeof starts, byDefault: number): number => {
    if (value === undefined) return byDefault;
    const { data: numbers } = integers(value);
    if (numbers.length !== 1) throw new RangeError('Slice along several axes');
    return numbers[0] ?? byDefault;
  };
  if (one(steps, 1) !== 1) throw new RangeError('Slice with steps');
  const axis = dimensionOf(one(axes, 0), shape.length);
  const length = shape[axis] ?? 0;
  const bound = (at: number): number => Math.min(length, Math.max(0, at < 0 ? at + length : at));
  const [from, to] = [bound(one(starts, 0)), bound(one(ends, length))];
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const run = Math.max(0, to - from) * inner;
  const out = new Float32Array(outer * run);
  for (let i = 0; i < outer; i++) {
    const at = i * length * inner + from * inner;
    out.set(data.subarray(at, at + run), i * run);
  }
  return { shape: shape.with(axis, Math.max(0, to - from)), data: out };
};
