import { describe, expect, test } from 'vitest';
import { ADAPTER_RANKS } from '../adapter/adapter-example.ts';
import { adapterGradient } from '../adapter/adapter-gradient.ts';
import { someAdapterExamples, someAdapterNumbers } from '../adapter/adapter-examples.contract.ts';
import { differenceOf } from './difference-of.ts';
import type { BackendName, TrainingSession } from './training-backend.ts';

/** A GPU in software takes a tenth of a second for a gradient, and several on a busy machine. */
const TIMEOUT_MS = 240_000;

/** What every backend does, where it really runs. */
export function describeBackend(name: BackendName, open: () => Promise<TrainingSession>): void {
  describe(name, () => {
    test('gives the gradient by hand within 1e-5 of its largest number', async () => {
      const session = await open();
      for (const rank of ADAPTER_RANKS) {
        const examples = someAdapterExamples(rank);
        const numbers = someAdapterNumbers(rank);
        const answer = await session.gradient(examples, numbers);
        const plain = adapterGradient(examples, numbers);
        expect(Math.abs(answer.loss / plain.loss - 1)).toBeLessThan(1e-5);
        expect(differenceOf(answer, plain)).toBeLessThan(1e-5);
      }
      await session.release();
    });

    test('gives zeros for no examples', async () => {
      const session = await open();
      expect(await session.gradient([], new Float64Array(64))).toEqual({
        loss: 0,
        gradient: new Float64Array(64),
      });
      await session.release();
    });

    test('refuses examples of another rank', async () => {
      const session = await open();
      const call = async () => session.gradient(someAdapterExamples(16), new Float64Array(64));
      await expect(call()).rejects.toMatchObject({ code: 'model/shape' });
      await session.release();
    });

    test(
      'holds no more memory after 100 training sessions than after the first',
      async () => {
        const session = await open();
        const run = () => session.gradient(someAdapterExamples(8, 3, 10), someAdapterNumbers(8));
        await run();
        const first = session.memory();
        for (let i = 0; i < 100; i++) await run();
        expect(session.memory()).toEqual(first);
        await session.release();
      },
      TIMEOUT_MS,
    );

    test('gives all memory back when it is released', async () => {
      const held: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        const session = await open();
        await session.gradient(someAdapterExamples(8, 3, 10), someAdapterNumbers(8));
        await session.release();
        held.push(session.memory());
      }
      expect(held[1]).toEqual(held[0]);
    });

    test('answers no more once it is released', async () => {
      const session = await open();
      await session.release();
      await session.release();
      const call = async () => session.gradient(someAdapterExamples(8), new Float64Array(64));
      await expect(call()).rejects.toMatchObject({ code: 'runtime/lost' });
    });
  });
}
