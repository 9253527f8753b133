import { expect, test } from 'vitest';
import type { Tensors } from '../tensor.ts';
import { IntentModel } from './intent.ts';
import { outputOf } from './output-of.ts';
import { SequenceEncoderModel } from './sequence-encoder.ts';
import { TextEncoderModel } from './text-encoder.ts';

const outputs: Tensors = {
  two: { shape: [1, 2], data: Float32Array.of(0.5, 0.25) },
  count: { shape: [1], data: Int32Array.of(7) },
};

test('gives the numbers of an output', () => {
  expect([...outputOf(outputs, 'two', 2)]).toEqual([0.5, 0.25]);
  expect([...outputOf(outputs, 'two')]).toEqual([0.5, 0.25]);
});

test.each<[why: string, name: string, length?: number]>([
  ['is missing', 'three'],
  ['has another length', 'two', 3],
  ['is of integers', 'count', 1],
])('refuses an output that %s', (_, name, length) => {
  expect(() => outputOf(outputs, name, length)).toThrow(
    expect.objectContaining({ code: 'model/shape' }),
  );
});

test('every class of a model refuses one of another kind', async () => {
  const other = { run: async () => outputs };
  const events = [{ kind: 'basket', at: 1000 }] as const;
  const visit = { startedAt: 0, hour: 9, events, purchases: 0, medianPrice: 10 };
  for (const answer of [
    new IntentModel(other).predict(visit),
    new SequenceEncoderModel(other).encode([Float32Array.of(1)]),
    new TextEncoderModel(other, '').encode('shoes'),
  ])
    await expect(answer).rejects.toMatchObject({ code: 'model/shape' });
});
