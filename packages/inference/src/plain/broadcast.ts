import { sizeOf } from '../tensor.ts';

/**
 * The shape that two shapes broadcast to.
 *
 * @throws RangeError where they don't
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, dimension) => {
    const ofA = a[dimension - rank + a.length] ?? 1;
    const ofB = b[dimension - rank + b.length] ?? 1;
    if (ofA !== ofB && ofA !== 1 && ofB !== 1)
      throw new RangeError(`shapes [${a.join()}] and [${b.join()}] don't broadcast`);
    return ofA === 1 ? ofB : ofA;
  });
}

/** Where in a tensor of `shape` the numbers of its broadcast to `target` lie, in order. */
export function indexesOf(
  shape: readonly number[],
  target: readonly number[],
): { readonly size: number; at(index: number): number } {
  const size = sizeOf(target);
  const own = sizeOf(shape);
  if (own === size) return { size, at: (index) => index };
  if (own === 1) return { size, at: () => 0 };
  const trailing = target.slice(target.length - shape.length);
  // Only leading dimensions are repeated, as by a bias.
  if (shape.every((length, dimension) => length === trailing[dimension]))
    return { size, at: (index) => index % own };
  const table = indexTable(shape, target, size);
  return { size, at: (index) => table[index] ?? 0 };
}

function indexTable(
  shape: readonly number[],
  target: readonly number[],
  size: number,
): Uint32Array {
  const table = new Uint32Array(size);
  let inner = 1;
  let stride = 1;
  for (let dimension = target.length - 1; dimension >= 0; dimension--) {
    const length = target[dimension] ?? 1;
    const own = shape[dimension - target.length + shape.length] ?? 1;
    if (own > 1) {
      for (let index = 0; index < size; index++)
        table[index] = (table[index] ?? 0) + (Math.floor(index / inner) % length) * stride;
    }
    inner *= length;
    stride *= own;
  }
  return table;
}
