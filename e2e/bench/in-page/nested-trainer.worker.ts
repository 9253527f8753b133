import { TrainerClient } from '@sotto/engine';
import { adapterGradient, type AdapterExample, type BackendRecord } from '@sotto/learning';
import { answerMessages } from './answer-messages.ts';

/** A gradient of the trainer beside the one by hand, and what the trainer found out about the device. */
export interface NestedAnswer {
  readonly backend: string;
  readonly difference: number;
  readonly record: BackendRecord | undefined;
}

/** As if plain TypeScript had been too slow here, so that the trainer looks for something quicker. */
let record: BackendRecord | undefined = { medianMs: { plain: 1e6 }, failed: {} };

const client = new TrainerClient({
  spawn: () => new Worker('/sotto/sotto.trainer.js', { type: 'module' }),
  memory: {
    get: async () => record,
    set: async (_key, next) => {
      record = next;
    },
  },
});

const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => Math.sin(at + 1) / 2);

async function measure(): Promise<NestedAnswer> {
  const example: AdapterExample = {
    profile: wave(8),
    candidates: wave(8 * 20),
    base: wave(20),
    weight: 1,
  };
  const numbers = wave(64);
  const { backend, gradient } = await client.adapterGradient([example], numbers);
  const expected = adapterGradient([example], numbers).gradient;
  const difference = Math.max(
    ...gradient.map((slope, at) => Math.abs(slope - (expected[at] ?? Number.NaN))),
  );
  return { backend, difference, record };
}

answerMessages(measure);
