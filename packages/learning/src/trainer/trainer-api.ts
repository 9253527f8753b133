import type { BackendMemory } from '../backend/backend-memory.ts';
import type { RunGradient } from '../backend/backend-runner.ts';
import type { AdapterExample } from '../adapter/adapter-example.ts';
import type { fusionGradient } from '../fusion/fusion-gradient.ts';
import type { intentGradient } from '../intent/intent-gradient.ts';
import type { PersonalModel } from '../personal/personal-model.ts';
import type { PersonalTask } from '../personal/train-personal.ts';
import type { vote } from '../vote/vote.ts';

/** A function whose answer comes from another thread. */
type Remote<F extends (...args: never[]) => unknown> = (
  ...args: Parameters<F>
) => Promise<ReturnType<F>>;

/**
 * What the trainer's worker does. It takes matrices and gives numbers, and keeps nothing from one call to the next:
 * it may be ended at any moment, and what was answered is all there was.
 */
export interface TrainerApi {
  /**
   * Goes on with a training for about `sliceMs` milliseconds, one pass at least.
   *
   * @param model where it stands
   * @returns where it stands then, to be kept and given to the next call
   */
  personalSlice(task: PersonalTask, model: PersonalModel, sliceMs: number): Promise<PersonalModel>;
  /** See `fusionGradient`. */
  fusionGradient: Remote<typeof fusionGradient>;
  /** See `intentGradient`. */
  intentGradient: Remote<typeof intentGradient>;
  /**
   * Loss and ascent direction of an adapter, on the quickest backend of the device.
   *
   * @param memory what is known of the backends; called back from the other thread
   */
  adapterGradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
    memory: BackendMemory,
  ): Promise<RunGradient>;
  /** See `vote`. */
  vote: Remote<typeof vote>;
}
