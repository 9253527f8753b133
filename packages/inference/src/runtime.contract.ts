import { onnxModel } from '@sotto/testing';
import { describe, expect, test } from 'vitest';
import type { Runtime, Session } from './runtime.ts';
import type { Tensors } from './tensor.ts';

/** Codes 1 to 15 and 8, which stands for 0, in two rows of 32 columns. */
const CODES = Uint8Array.from({ length: 32 }, (_, at) => (at % 16) | (((at + 8) % 16) << 4));

/** Averages rows of a table at 4 bits, then multiplies with a matrix at 8 bits. */
const MODEL = onnxModel({
  nodes: [
    {
      operator: 'GatherBlockQuantized',
      domain: 'com.microsoft',
      inputs: ['table', 'ids', 'tableScales'],
      output: 'rows',
      attributes: { gather_axis: 0, quantize_axis: 1, block_size: 32, bits: 4 },
    },
    {
      operator: 'ReduceMean',
      inputs: ['rows', 'first'],
      output: 'mean',
      attributes: { keepdims: 1 },
    },
    {
      operator: 'MatMulNBits',
      domain: 'com.microsoft',
      inputs: ['mean', 'weight', 'weightScales'],
      output: 'y',
      attributes: { K: 32, N: 2, bits: 8, block_size: 32 },
    },
  ],
  constants: {
    table: { shape: [2, 16], data: CODES },
    tableScales: { shape: [2, 1], data: Float32Array.of(0.5, -0.25) },
    first: { shape: [1], data: Int32Array.of(0) },
    weight: {
      shape: [2, 1, 32],
      data: Uint8Array.from({ length: 64 }, (_, at) => (at < 32 ? 129 : 96 + at)),
    },
    weightScales: { shape: [2], data: Float32Array.of(1, 0.125) },
  },
  inputs: { ids: { type: 'int64', shape: ['n'] } },
  outputs: ['y'],
});

const idsOf = (...ids: number[]): Tensors => ({
  ids: { shape: [ids.length], data: Int32Array.from(ids) },
});

/** The same by hand: the codes less 8, times their scale, and so on. */
function expected(...ids: number[]): number[] {
  const scales = [0.5, -0.25];
  const mean = Array.from({ length: 32 }, (_, column) => {
    const sum = ids.reduce((total, id) => {
      const byte = CODES[id * 16 + (column >> 1)] ?? 0;
      const code = column % 2 === 0 ? byte & 15 : byte >> 4;
      return total + (code - 8) * (scales[id] ?? 0);
    }, 0);
    return sum / ids.length;
  });
  const plain = mean.reduce((sum, x) => sum + x, 0);
  const weighted = mean.reduce((sum, x, at) => sum + x * at * 0.125, 0);
  return [plain, weighted];
}

const resultOf = async (session: Session, ...ids: number[]): Promise<number[]> => [
  ...((await session.run(idsOf(...ids)))['y']?.data ?? []),
];

/** What every runtime does, wherever it runs. */
export function describeRuntime(name: string, create: () => Runtime): void {
  describe(name, () => {
    const runtime = create();

    test('computes quantized weights as their formula says', async () => {
      const session = await runtime.open(MODEL);
      for (const ids of [[0], [1], [0, 1, 1]]) {
        const result = await resultOf(session, ...ids);
        expected(...ids).forEach((value, at) => expect(result[at]).toBeCloseTo(value, 3));
      }
      await session.release();
    });

    test('answers overlapping runs of one and of several sessions each on its own', async () => {
      const sessions = await Promise.all([runtime.open(MODEL), runtime.open(MODEL)]);
      const asked = sessions.flatMap((session) => [
        { result: resultOf(session, 0), wanted: expected(0) },
        { result: resultOf(session, 1), wanted: expected(1) },
      ]);
      for (const { result, wanted } of asked)
        expect((await result)[1]).toBeCloseTo(wanted[1] ?? NaN, 3);
      await Promise.all(sessions.map((session) => session.release()));
    });

    test('refuses an input that is missing or of another shape', async () => {
      const session = await runtime.open(MODEL);
      await expect(session.run({})).rejects.toMatchObject({ code: 'model/shape' });
      const square = { ids: { shape: [1, 1], data: Int32Array.of(0) } };
      await expect(session.run(square)).rejects.toMatchObject({ code: 'model/shape' });
      await expect(session.run(idsOf(0))).resolves.toHaveProperty('y');
      await session.release();
    });

    test('refuses bytes that are no model', async () => {
      const cut = MODEL.slice(0, MODEL.length / 2);
      for (const bytes of [cut, new Uint8Array(), Uint8Array.from({ length: 99 }, (_, at) => at)])
        await expect(runtime.open(bytes)).rejects.toMatchObject({ code: 'model/unsupported' });
    });

    test('refuses a model with an operator that it does not know', async () => {
      const model = onnxModel({
        nodes: [{ operator: 'Telepathy', inputs: ['x'], output: 'y' }],
        inputs: { x: { type: 'float32', shape: ['n'] } },
        outputs: ['y'],
      });
      await expect(runtime.open(model)).rejects.toMatchObject({ code: 'model/unsupported' });
    });

    test('refuses a model whose constants do not fit together', async () => {
      const model = onnxModel({
        nodes: [
          { operator: 'MatMul', inputs: ['a', 'a'], output: 'b' },
          { operator: 'Add', inputs: ['b', 'x'], output: 'y' },
        ],
        constants: { a: { shape: [2, 3], data: new Float32Array(6) } },
        inputs: { x: { type: 'float32', shape: ['n'] } },
        outputs: ['y'],
      });
      await expect(runtime.open(model)).rejects.toMatchObject({ code: 'model/unsupported' });
    });

    test('is of no use after its release', async () => {
      const session = await runtime.open(MODEL);
      await session.release();
      await expect(session.run(idsOf(0))).rejects.toMatchObject({ code: 'runtime/lost' });
    });
  });
}
