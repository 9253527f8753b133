import type { ItemVectors } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import type { PersonalTask } from '../personal/train-personal.ts';

/** Most bytes of the examples that a training takes along. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * The same task with no more than it needs: the newest examples that fit into 8 MiB, and the vectors of their candidates
 * alone, whose numbers then are places among these. What another thread is given is copied, however large a shop is.
 */
export function compactTask(task: PersonalTask): PersonalTask {
  const examples = newestWithin(task.examples, MOST_BYTES);
  const { vectors } = task;
  if (vectors === undefined) return { ...task, examples };
  const places = new Map<number, number>();
  for (const { items } of examples)
    for (const item of items) if (!places.has(item)) places.set(item, places.size);
  return {
    ...task,
    examples: examples.map((example) => ({
      ...example,
      items: example.items.map((item) => places.get(item) ?? 0),
    })),
    vectors: vectorsAt(vectors, [...places.keys()]),
  };
}

function newestWithin(examples: readonly ChoiceExample[], bytes: number): ChoiceExample[] {
  let left = bytes;
  const from = examples.findLastIndex(({ values, items }) => {
    left -= values.byteLength + items.byteLength;
    return left < 0;
  });
  return examples.slice(from + 1);
}

function vectorsAt(
  { dimensions, codes, scale }: ItemVectors,
  items: readonly number[],
): ItemVectors {
  const chosen = new Int8Array(items.length * dimensions);
  items.forEach((item, at) =>
    chosen.set(codes.subarray(item * dimensions, (item + 1) * dimensions), at * dimensions),
  );
  return {
    dimensions,
    codes: chosen,
    scale: Float32Array.from(items, (item) => scale[item] ?? 0),
  };
}
