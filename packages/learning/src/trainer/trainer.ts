import { BackendRunner, type RunGradient } from '../backend/backend-runner.ts';
import type { BackendMemory } from '../backend/backend-memory.ts';
import { tfjsBackends, type TfjsSource } from '../backend/tfjs-backends.ts';
import type { AdapterExample } from '../adapter/adapter-example.ts';
import { fusionGradient } from '../fusion/fusion-gradient.ts';
import { intentGradient } from '../intent/intent-gradient.ts';
import type { PersonalModel } from '../personal/personal-model.ts';
import { personalPass, type PersonalTask } from '../personal/train-personal.ts';
import { vote } from '../vote/vote.ts';
import type { TrainerApi } from './trainer-api.ts';

/** What a {@link Trainer} needs of the place it runs in. */
export interface TrainerEnvironment {
  /** Milliseconds from any start. */
  readonly elapsed: () => number;
  readonly tfjs: TfjsSource;
}

/** Trains, and computes what reports tell. The same functions as everywhere, in a thread of their own. */
export class Trainer implements TrainerApi {
  readonly #environment: TrainerEnvironment;

  constructor(environment: TrainerEnvironment) {
    this.#environment = environment;
  }

  async personalSlice(
    task: PersonalTask,
    model: PersonalModel,
    sliceMs: number,
  ): Promise<PersonalModel> {
    const { elapsed } = this.#environment;
    const began = elapsed();
    let next = personalPass(task, model);
    while (next.training.stage !== 'done' && elapsed() - began < sliceMs)
      next = personalPass(task, next);
    return next;
  }

  async fusionGradient(...args: Parameters<typeof fusionGradient>) {
    return fusionGradient(...args);
  }

  async intentGradient(...args: Parameters<typeof intentGradient>) {
    return intentGradient(...args);
  }

  async adapterGradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
    memory: BackendMemory,
  ): Promise<RunGradient> {
    const { elapsed, tfjs } = this.#environment;
    const runner = new BackendRunner({ others: tfjsBackends(tfjs), memory, elapsed });
    try {
      return await runner.gradient(examples, numbers);
    } finally {
      await runner.release();
    }
  }

  async vote(...args: Parameters<typeof vote>) {
    return vote(...args);
  }
}
