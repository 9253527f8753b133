import { quantizedRows } from '../dequantize.ts';
import { floats, given, integers, numberOf, type Operator } from '../operator.ts';

/** `Gather` along the first dimension. */
export const gather: Operator = (step) => {
  if (numberOf(step, 'axis', 0) !== 0) throw new RangeError('Gather along another axis than 0');
  return (tableInput, idsInput) => {
    const table = floats(tableInput);
    const ids = integers(idsInput);
    const columns = table.data.length / (table.shape[0] ?? 1);
    const data = new Float32Array(ids.data.length * columns);
    ids.data.forEach((id, position) => {
      const row = rowOf(id, table.shape[0] ?? 0);
      data.set(table.data.subarray(row * columns, (row + 1) * columns), position * columns);
    });
    return { shape: [...ids.shape, ...table.shape.slice(1)], data };
  };
};

/** Microsoft's `GatherBlockQuantized`: rows of a quantized table, unpacked as they are asked for. */
export const gatherBlockQuantized: Operator = (step) => {
  const [codes, , scales] = step.constants;
  const [rows = 0, bytes = 0] = given(codes).shape;
  const table = quantizedRows(step, codes, scales, rows, (bytes * 8) / numberOf(step, 'bits', 4));
  return (_, idsInput) => {
    const ids = integers(idsInput);
    const data = new Float32Array(ids.data.length * table.columns);
    ids.data.forEach((id, position) => table.read(rowOf(id, rows), data, position * table.columns));
    return { shape: [...ids.shape, table.columns], data };
  };
};

function rowOf(id: number, rows: number): number {
  const row = id < 0 ? id + rows : id;
  if (row < 0 || row >= rows) throw new RangeError(`row ${id} of ${rows}`);
  return row;
}
