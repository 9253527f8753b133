import { SottoError } from '@sotto/core';
import { sizeOf, type Tensor, type Tensors } from './tensor.ts';

/** Inputs whose outputs are known: what `golden.json` of a model holds, and its self-test. */
export interface GoldenCase {
  readonly inputs: Tensors;
  readonly outputs: Tensors;
}

/** Most that a number of an output may differ between runtimes. */
export const TOLERANCE = 1e-3;

/**
 * Reads a `golden.json`. A tensor's numbers are its `data`, or its `runs`: a number, how often it comes, the
 * next number, and so on.
 *
 * @throws model/manifest where it is none
 */
export function parseGolden(text: string): GoldenCase[] {
  try {
    const { cases } = JSON.parse(text) as { cases: Record<'inputs' | 'outputs', unknown>[] };
    if (cases.length === 0) throw new RangeError('no case');
    return cases.map(({ inputs, outputs }) => ({
      inputs: tensors(inputs),
      outputs: tensors(outputs),
    }));
  } catch (error) {
    throw new SottoError(
      'model/manifest',
      { origin: 'model', cause: error },
      `golden.json: ${String(error)}`,
    );
  }
}

const tensors = (value: unknown): Tensors =>
  Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, each]) => [name, tensor(each)]),
  );

function tensor(value: unknown): Tensor {
  const { type, shape, runs, ...given } = value as Partial<Record<'data' | 'runs', number[]>> & {
    type: string;
    shape: number[];
  };
  const data = runs === undefined ? (given.data ?? []) : unrolled(runs);
  if (data.length !== sizeOf(shape)) throw new RangeError(`[${shape.join()}] of ${data.length}`);
  return { shape, data: type === 'int64' ? Int32Array.from(data) : Float32Array.from(data) };
}

/** Each number as often as the count that follows it. */
const unrolled = (runs: readonly number[]): number[] =>
  runs.flatMap((value, at) =>
    at % 2 === 0 ? Array.from({ length: runs[at + 1] ?? 0 }, () => value) : [],
  );

/** Largest difference between an output and what it should be; infinite where one is missing or not finite. */
export function differenceOf(outputs: Tensors, expected: Tensors): number {
  let most = 0;
  for (const [name, { data }] of Object.entries(expected)) {
    const given = outputs[name]?.data;
    if (given?.length !== data.length) return Infinity;
    for (let at = 0; at < data.length; at++) {
      const difference = Math.abs((given[at] ?? NaN) - (data[at] ?? NaN));
      if (!(difference <= most)) most = Number.isFinite(difference) ? difference : Infinity;
    }
  }
  return most;
}
