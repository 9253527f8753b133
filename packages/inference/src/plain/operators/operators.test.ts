import { onnxModel, type OnnxModelNode, type OnnxModelOptions } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrtRuntime } from '../../ort/ort-runtime.ts';
import type { Tensor, Tensors } from '../../tensor.ts';
import { PlainRuntime } from '../plain-runtime.ts';
import { OPERATORS } from './index.ts';

const plain = new PlainRuntime();
const wasm = new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') });

const MICROSOFT = 'com.microsoft';

const length = fc.integer({ min: 1, max: 5 });
const shapes = fc.array(length, { minLength: 1, maxLength: 4 });
const numbers = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);

const floatsOf = (shape: readonly number[]): fc.Arbitrary<Tensor> => {
  const size = shape.reduce((product, each) => product * each, 1);
  return fc
    .array(numbers, { minLength: size, maxLength: size })
    .map((data) => ({ shape, data: Float32Array.from(data) }));
};

const integers = (...data: number[]): { shape: number[]; data: Int32Array } => ({
  shape: [data.length],
  data: Int32Array.from(data),
});

/** A graph of one operator with everything that it is given. */
interface Case {
  readonly node: Omit<OnnxModelNode, 'output' | 'inputs'>;
  /** Inputs in order; constants and others by what they are. */
  readonly inputs: readonly ({ readonly tensor: Tensor } | { readonly constant: Constant })[];
}
type Constant = NonNullable<OnnxModelOptions['constants']>[string];

const anyOf = (tensor: Tensor) => ({ tensor });
const fixed = (constant: Constant) => ({ constant });

const unary = shapes
  .chain(floatsOf)
  .map((tensor): Case => ({ node: { operator: '' }, inputs: [anyOf(tensor)] }));

const binary = shapes
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      from: fc.integer({ min: 0, max: shape.length }),
      ones: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    }),
  )
  .chain(({ shape, from, ones }) => {
    const other = shape.map((each, at) => (ones[at] === true ? 1 : each)).slice(from);
    return fc.tuple(floatsOf(shape), floatsOf(other));
  })
  .map(([a, b]): Case => {
    // Divided by nothing near 0, where rounding would decide.
    const data = b.data.map((x) => (Math.abs(x) < 0.1 ? 1 : x));
    return { node: { operator: '' }, inputs: [anyOf(a), anyOf({ shape: b.shape, data })] };
  });

const reduction = fc
  .tuple(shapes.chain(floatsOf), fc.nat(), fc.boolean(), fc.boolean())
  .map(([tensor, axis, keep, negative]): Case => {
    const at = axis % tensor.shape.length;
    return {
      node: { operator: '', attributes: { keepdims: Number(keep) } },
      inputs: [anyOf(tensor), fixed(integers(negative ? at - tensor.shape.length : at))],
    };
  });

const lastAxis = shapes.chain(floatsOf).map((tensor): Case => ({
  node: { operator: '', attributes: { axis: -1 } },
  inputs: [anyOf(tensor)],
}));

const layerNormalization = shapes
  .chain((shape) => fc.tuple(...[shape, shape.slice(-1), shape.slice(-1)].map(floatsOf)))
  .map(([x, scale, bias]): Case => ({
    node: { operator: '', attributes: { axis: -1 }, floats: { epsilon: 0.001 } },
    inputs: [x, scale, bias].map((tensor) => anyOf(tensor as Tensor)),
  }));

const product = fc
  .tuple(fc.array(length, { maxLength: 2 }), length, length, length, fc.boolean())
  .chain(([batch, rows, inner, columns, batched]) =>
    fc.tuple(
      floatsOf([...batch, rows, inner]),
      floatsOf([...(batched ? batch : []), inner, columns]),
      fc.boolean(),
    ),
  )
  .map(([a, b, constant]): Case => ({
    node: { operator: '' },
    inputs: [anyOf(a), constant ? fixed(b) : anyOf(b)],
  }));

const quantized = fc
  .record({
    bits: fc.constantFrom(4, 8),
    block: fc.constantFrom(16, 32),
    blocks: fc.integer({ min: 1, max: 3 }),
    rows: fc.integer({ min: 1, max: 9 }),
  })
  .chain(({ bits, block, blocks, rows }) => {
    const bytes = (rows * blocks * block * bits) / 8;
    return fc.record({
      bits: fc.constant(bits),
      block: fc.constant(block),
      blocks: fc.constant(blocks),
      rows: fc.constant(rows),
      codes: fc.uint8Array({ minLength: bytes, maxLength: bytes }),
      scales: floatsOf([rows, blocks]),
      x: floatsOf([3, blocks * block]),
      ids: fc.array(fc.nat({ max: rows - 1 }), { minLength: 1, maxLength: 4 }),
    });
  });

const matMulNBits = quantized.map(({ bits, block, blocks, rows, codes, scales, x }): Case => ({
  node: {
    operator: '',
    domain: MICROSOFT,
    attributes: { K: block * blocks, N: rows, bits, block_size: block },
  },
  inputs: [
    anyOf(x),
    fixed({ shape: [rows, blocks, (block * bits) / 8], data: codes }),
    fixed({ shape: [rows * blocks], data: scales.data }),
  ],
}));

const gatherQuantized = quantized.map(
  ({ bits, block, blocks, rows, codes, scales, ids }): Case => ({
    node: {
      operator: '',
      domain: MICROSOFT,
      attributes: { gather_axis: 0, quantize_axis: 1, block_size: block, bits },
    },
    inputs: [
      fixed({ shape: [rows, (blocks * block * bits) / 8], data: codes }),
      anyOf(integers(...ids)),
      fixed(scales),
    ],
  }),
);

const gather = fc
  .tuple(shapes.chain(floatsOf), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }))
  .map(([table, ids]): Case => ({
    node: { operator: '' },
    inputs: [fixed(table), anyOf(integers(...ids.map((id) => id % (table.shape[0] ?? 1))))],
  }));

const reshape = shapes.chain(floatsOf).map((tensor): Case => ({
  node: { operator: '' },
  inputs: [anyOf(tensor), fixed(integers(0, 1, -1))],
}));

const unsqueeze = fc
  .tuple(shapes.chain(floatsOf), fc.nat({ max: 1 }))
  .map(([tensor, axis]): Case => ({
    node: { operator: '' },
    inputs: [anyOf(tensor), fixed(integers(axis, -1))],
  }));

const transpose = shapes
  .chain((shape) =>
    fc.tuple(
      floatsOf(shape),
      fc.shuffledSubarray(
        shape.map((_, at) => at),
        { minLength: shape.length },
      ),
    ),
  )
  .map(([tensor, perm]): Case => ({
    node: { operator: '', attributes: { perm } },
    inputs: [anyOf(tensor)],
  }));

const bound = (value: number) => fixed({ shape: [], data: Float32Array.of(value) });

const clip = fc
  .tuple(shapes.chain(floatsOf), numbers, fc.boolean())
  .map(([tensor, low, both]): Case => {
    return {
      node: { operator: '' },
      inputs: [anyOf(tensor), bound(low), ...(both ? [bound(low + 1)] : [])],
    };
  });

const cast = fc
  .oneof(
    fc
      .uint8Array({ minLength: 1, maxLength: 6 })
      .map((data) => fixed({ shape: [data.length], data })),
    fc.array(fc.nat(), { minLength: 1, maxLength: 6 }).map((data) => anyOf(integers(...data))),
  )
  .map((input): Case => ({ node: { operator: '', attributes: { to: 1 } }, inputs: [input] }));

const pad = fc.integer({ min: 0, max: 2 });

const convs = fc.record({
  batch: fc.constantFrom(1, 2),
  groups: fc.integer({ min: 1, max: 3 }),
  depth: fc.integer({ min: 1, max: 3 }),
  widening: fc.constantFrom(1, 2),
  kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  beyond: fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pads: fc.tuple(pad, pad, pad, pad),
  hasBias: fc.boolean(),
});

/** Each pixel by itself, all channels in one group. */
const pointwise = fc
  .tuple(convs, fc.integer({ min: 1, max: 9 }))
  .map(([each, depth]): typeof each => ({
    ...each,
    depth,
    groups: 1,
    kernel: [1, 1],
    strides: [1, 1],
    pads: [0, 0, 0, 0],
  }));

const conv = fc
  .oneof(convs, pointwise)
  .chain(({ batch, groups, depth, widening, kernel, beyond, strides, pads, hasBias }) => {
    const [height, width] = [kernel[0] + beyond[0], kernel[1] + beyond[1]];
    return fc
      .tuple(
        floatsOf([batch, groups * depth, height, width]),
        floatsOf([groups * widening, depth, ...kernel]),
        floatsOf([groups * widening]),
      )
      .map(([x, filters, bias]): Case => ({
        node: {
          operator: '',
          attributes: { group: groups, kernel_shape: kernel, strides, pads },
        },
        inputs: [anyOf(x), fixed(filters), ...(hasBias ? [fixed(bias)] : [])],
      }));
  });

const concat = shapes
  .chain((shape) => fc.tuple(fc.nat({ max: shape.length - 1 }), fc.constant(shape), length))
  .chain(([axis, shape, other]) =>
    fc.tuple(fc.constant(axis), floatsOf(shape), floatsOf(shape.with(axis, other))),
  )
  .map(([axis, a, b]): Case => ({
    node: { operator: '', attributes: { axis } },
    inputs: [anyOf(a), anyOf(b)],
  }));

const slice = fc
  .tuple(
    fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 3 }).chain(floatsOf),
    fc.nat(),
    fc.boolean(),
  )
  .map(([tensor, axis, last]): Case => ({
    node: { operator: '' },
    inputs: [
      anyOf(tensor),
      fixed(integers(last ? -1 : 1)),
      fixed(integers(1_000_000)),
      fixed(integers(axis % tensor.shape.length)),
    ],
  }));

const positive = unary.map(({ node, inputs }): Case => ({
  node,
  inputs: inputs.map((input) =>
    'tensor' in input
      ? anyOf({ ...input.tensor, data: Float32Array.from(input.tensor.data, Math.abs) })
      : input,
  ),
}));

const CASES: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  Add: binary,
  Cast: cast,
  Clip: clip,
  Concat: concat,
  Conv: conv,
  Div: binary,
  Gather: gather,
  GatherBlockQuantized: gatherQuantized,
  Identity: unary,
  LayerNormalization: layerNormalization,
  MatMul: product,
  MatMulNBits: matMulNBits,
  Mul: binary,
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceSum: reduction,
  Relu: unary,
  Reshape: reshape.filter(({ inputs }) => {
    const [first] = inputs;
    return first !== undefined && 'tensor' in first;
  }),
  Sigmoid: unary,
  Slice: slice,
  Softmax: lastAxis,
  Sqrt: positive,
  Sub: binary,
  Tanh: unary,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};

function graphOf(operator: string, { node, inputs }: Case): [Uint8Array<ArrayBuffer>, Tensors] {
  const names = inputs.map((_, at) => `i${at}`);
  const values = inputs.flatMap((input, at) =>
    'tensor' in input ? [[names[at] ?? '', input.tensor] as const] : [],
  );
  const constants = inputs.flatMap((input, at) =>
    'constant' in input ? [[names[at] ?? '', input.constant] as const] : [],
  );
  const model = onnxModel({
    nodes: [{ ...node, operator, inputs: names, output: 'y' }],
    constants: Object.fromEntries(constants),
    inputs: Object.fromEntries(
      values.map(([name, { shape, data }]) => [
        name,
        {
          type: data instanceof Float32Array ? 'float32' : 'int64',
          shape: shape.map((_, at) => `${name}d${at}`),
        },
      ]),
    ),
    outputs: ['y'],
  });
  return [model, Object.fromEntries(values)];
}

test('has a case for every operator', () => {
  expect(Object.keys(CASES)).toEqual(Object.keys(OPERATORS));
});

test.each(Object.entries(CASES))('%s agrees with ONNX Runtime', async (operator, cases) => {
  await fc.assert(
    fc.asyncProperty(cases, async (each) => {
      const [model, inputs] = graphOf(operator, each);
      const [own, ort] = [await plain.open(model), await wasm.open(model)];
      const [mine, theirs] = [await own.run(inputs), await ort.run(inputs)];
      await ort.release();
      expect(mine['y']?.shape).toEqual(theirs['y']?.shape);
      const wanted = theirs['y']?.data ?? [];
      mine['y']?.data.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] ?? NaN, 3));
    }),
    { numRuns: 25, seed: 7 },
  );
});
