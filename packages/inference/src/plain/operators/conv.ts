import { addProduct } from '../add-product.ts';
import { floats, numberOf, numbersOf, type Operator } from '../operator.ts';

/** How an output of a convolution lies over its input, along one dimension. */
interface Sweep {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  /** Zeros before the first input. */
  readonly before: number;
}

/** One convolution of one batch of planes. */
interface Filtering {
  readonly groups: number;
  /** Outputs of all groups, and inputs of one. */
  readonly outputs: number;
  readonly depth: number;
  readonly filters: Float32Array;
  readonly rows: Sweep;
  readonly columns: Sweep;
}

/** `Conv` over two dimensions [batch, channels, height, width], in groups, without dilation. */
export const conv: Operator = (step) => {
  const { attributes } = step;
  const groups = numberOf(step, 'group', 1);
  const [strideY = 1, strideX = 1] = numbersOf(step, 'strides') ?? [];
  const [top = 0, left = 0, bottom = 0, right = 0] = numbersOf(step, 'pads') ?? [];
  if (numbersOf(step, 'dilations')?.some((each) => each !== 1)) throw new RangeError('dilations');
  if ((attributes['auto_pad'] ?? 'NOTSET') !== 'NOTSET') throw new RangeError('auto_pad');
  return (input, filterInput, biases) => {
    const [x, w] = [floats(input), floats(filterInput)];
    const [batch = 0, channels = 0, height = 0, width = 0] = x.shape;
    const [outputs = 0, depth = 0, kernelY = 0, kernelX = 0] = w.shape;
    if (x.shape.length !== 4 || w.shape.length !== 4 || depth * groups !== channels)
      throw new RangeError(`filters [${w.shape.join()}] over [${x.shape.join()}]`);
    const rows = sweep(height, kernelY, strideY, top, bottom);
    const columns = sweep(width, kernelX, strideX, left, right);
    const filtering = { groups, outputs, depth, filters: w.data, rows, columns };
    const bias = biases === undefined ? undefined : floats(biases).data;
    const out = biased(batch * outputs, rows.outputs * columns.outputs, bias);
    for (let at = 0; at < batch; at++) {
      const [from, to] = [part(x.data, at, batch), part(out, at, batch)];
      if (isProduct(filtering)) addProduct(w.data, from, outputs, depth, height * width, to);
      else addPlanes(from, filtering, to);
    }
    return { shape: [batch, outputs, rows.outputs, columns.outputs], data: out };
  };
};

/** `count` planes that each hold their bias. */
function biased(count: number, plane: number, bias: Float32Array | undefined): Float32Array {
  const out = new Float32Array(count * plane);
  if (bias === undefined) return out;
  for (let at = 0; at < count; at++)
    out.fill(bias[at % bias.length]!, at * plane, (at + 1) * plane);
  return out;
}

/** One of `count` parts of the same length. */
function part(data: Float32Array, at: number, count: number): Float32Array {
  const length = data.length / count;
  return data.subarray(at * length, (at + 1) * length);
}

/** Whether each pixel is filtered by itself: then planes are rows of a matrix. */
const isProduct = ({ groups, rows, columns }: Filtering): boolean =>
  groups === 1 && isWhole(rows) && isWhole(columns);

const isWhole = ({ inputs, outputs, kernel, before }: Sweep): boolean =>
  kernel === 1 && before === 0 && inputs === outputs;

function addPlanes(x: Float32Array, filtering: Filtering, out: Float32Array): void {
  const { groups, outputs, depth, filters, rows, columns } = filtering;
  for (let output = 0; output < outputs; output++) {
    const to = part(out, output, outputs);
    const group = Math.floor((output * groups) / outputs);
    for (let each = 0; each < depth; each++) {
      const from = part(x, group * depth + each, groups * depth);
      addPlane(from, part(filters, output * depth + each, outputs * depth), rows, columns, to);
    }
  }
}

function sweep(
  inputs: number,
  kernel: number,
  stride: number,
  before: number,
  after: number,
): Sweep {
  const outputs = Math.floor((inputs + before + after - kernel) / stride) + 1;
  if (!(outputs > 0)) throw new RangeError(`a kernel of ${kernel} over ${inputs}`);
  return { inputs, outputs, kernel, stride, before };
}

/** Adds one channel, filtered, tap by tap: a row of the output then adds up a row of the input. */
function addPlane(
  x: Float32Array,
  taps: Float32Array,
  rows: Sweep,
  columns: Sweep,
  out: Float32Array,
): void {
  for (let tap = 0; tap < taps.length; tap++) {
    const ky = Math.floor(tap / columns.kernel);
    const kx = tap % columns.kernel;
    const [firstX, endX] = covered(columns, kx);
    const [firstY, endY] = covered(rows, ky);
    for (let y = firstY; y < endY; y++) {
      const from = (y * rows.stride - rows.before + ky) * columns.inputs - columns.before + kx;
      addRow(x, from, columns.stride, taps[tap]!, out, y * columns.outputs, firstX, endX);
    }
  }
}

/** The outputs whose input under this tap is not padding: the first, and the one after the last. */
function covered({ inputs, outputs, stride, before }: Sweep, tap: number): [number, number] {
  const first = Math.max(0, Math.ceil((before - tap) / stride));
  const last = Math.min(outputs - 1, Math.floor((inputs - 1 + before - tap) / stride));
  return [first, last + 1];
}

function addRow(
  x: Float32Array,
  from: number,
  stride: number,
  weight: number,
  out: Float32Array,
  to: number,
  first: number,
  end: number,
): void {
  for (let column = first; column < end; column++)
    out[to + column]! += weight * x[from + column * stride]!;
}
