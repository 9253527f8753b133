import { seededRng } from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { choiceExamples } from '../choice/choice-examples.ts';
import { trainPersonal, type PersonalTask } from '../personal/train-personal.ts';
import { compactTask } from './compact-task.ts';

const { catalog } = syntheticShop();
const rng = seededRng(3);
const history = Array.from({ length: 60 }, (_, at) => ({
  item: Math.floor(rng.next() * catalog.items.size),
  kind: 'view' as const,
  at: at * 60_000,
}));
const examples = await choiceExamples(history, { catalog }, { rng, most: 50, best: 10, random: 5 });
const task: PersonalTask = {
  examples,
  prior: DEFAULT_WEIGHTS,
  numbers: [],
  vectors: catalog.vectors,
};

test('leads to the same model', () => {
  expect(trainPersonal(compactTask(task))).toEqual(trainPersonal(task));
});

test('takes the vectors of candidates alone', () => {
  const { vectors } = compactTask(task);
  const candidates = new Set(examples.flatMap(({ items }) => [...items]));
  expect(vectors?.scale.length).toBe(candidates.size);
  expect(vectors?.codes.length).toBe(candidates.size * (vectors?.dimensions ?? 0));
});

test('takes the newest examples that fit into 8 MiB, in their order', () => {
  const [example] = examples;
  const huge = Array.from({ length: 10 }, (_, at) => ({
    ...example!,
    at,
    values: new Float32Array(2 ** 18),
  }));
  const kept = compactTask({ ...task, examples: huge }).examples;
  expect(kept.map(({ at }) => at)).toEqual([3, 4, 5, 6, 7, 8, 9]);
});

test('goes without vectors where there are none', () => {
  const { vectors: _, ...rest } = task;
  expect(compactTask(rest)).toEqual({ ...rest, examples });
});
