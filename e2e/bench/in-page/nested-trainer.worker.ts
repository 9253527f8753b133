import { TrainerClient } from '@sotto/engine';
import { adapterGradient, type AdapterExample, type BackendRecord } from '@sotto/learning';
import { answerMessages } from './answer-messages.ts';

/** What a training begins with. */
export interface NestedQuestion {
  /** What is known of the device's backends; default what the last training left. */
  readonly record?: BackendRecord;
  /** URL of the trainer. */
  readonly trainer: string;
}

/** A gradient of the trainer beside the one by hand, and what the trainer found out about the device. */
export interface NestedAnswer {
  readonly backend: string;
  readonly difference: number;
  readonly record: BackendRecord | undefined;
}

let known: BackendRecord | undefined;

const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => Math.sin(at + 1) / 2);

async function measure({ record = known, trainer }: NestedQuestion): Promise<NestedAnswer> {
  known = record;
  const client = new TrainerClient({
    spawn: () => new Worker(trainer, { type: 'module' }),
    memory: {
      get: async () => known,
      set: async (_key, next) => {
        known = next;
      },
    },
    // A GPU in software compiles for seconds, on a busy machine for more than a device would wait.
    sessionMs: 80_000,
  });
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
  return { backend, difference, record: known };
}

answerMessages(measure);
