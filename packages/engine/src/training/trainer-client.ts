import { SottoError, type ErrorCode } from '@sotto/core';
import {
  compactTask,
  type AdapterExample,
  type BackendMemory,
  type PersonalModel,
  type PersonalTask,
  type RunGradient,
  type TrainerApi,
} from '@sotto/learning';
import { byReference, wrapMethods } from '@sotto/protocol';

const SESSION_MS = 20_000;

const SLICE_MS = 200;

/** What a {@link TrainerClient} is made with. */
export interface TrainerClientOptions {
  /** Starts the trainer's worker. May throw: where a worker can't start another, there is no training. */
  readonly spawn: () => Worker;
  /** What is known of the backends of this device. */
  readonly memory: BackendMemory;
  /** Longest time of a session, in milliseconds. Default 20,000. */
  readonly sessionMs?: number;
  /** How long a slice of training takes about, in milliseconds; no more is lost with a worker. Default 200. */
  readonly sliceMs?: number;
}

type Work<T> = (trainer: TrainerApi, end: AbortSignal) => Promise<T>;

/**
 * The trainer's worker, seen from the engine's. Each call is a session: it starts a worker, and ends it with the answer or
 * at its time's end, so that training holds memory and processor only while it is at work. Sessions wait for each other.
 * A worker that dies is started once more.
 */
export class TrainerClient {
  readonly #options: TrainerClientOptions;
  readonly #sessionMs: number;
  readonly #sliceMs: number;
  /** The last session, settled or not. */
  #last: Promise<unknown> = Promise.resolve();
  #giveUp = new AbortController();

  constructor(options: TrainerClientOptions) {
    this.#options = options;
    this.#sessionMs = options.sessionMs ?? SESSION_MS;
    this.#sliceMs = options.sliceMs ?? SLICE_MS;
  }

  /**
   * Trains the shopper's own model, in slices.
   *
   * @param model where the training stands
   * @param keep given each step that was made: a training that is killed goes on from the last one
   * @returns where the training stands then; at the end of its time it may not be done
   * @throws worker/unavailable, worker/failed, worker/aborted
   */
  async personal(
    task: PersonalTask,
    model: PersonalModel,
    keep: (model: PersonalModel) => Promise<void>,
  ): Promise<PersonalModel> {
    const compact = compactTask(task);
    let reached = model;
    try {
      await this.#session(async (trainer, end) => {
        while (reached.training.stage !== 'done') {
          const next = await trainer.personalSlice(compact, reached, this.#sliceMs);
          // What was erased meanwhile must not come back.
          if (end.aborted) return;
          reached = next;
          await keep(reached);
        }
      });
    } catch (error) {
      if (!(error instanceof SottoError) || error.code !== 'worker/timeout') throw error;
    }
    return reached;
  }

  /**
   * See `fusionGradient` of `@sotto/learning`.
   *
   * @throws worker/unavailable, worker/failed, worker/timeout, worker/aborted
   */
  fusionGradient(...args: Parameters<TrainerApi['fusionGradient']>) {
    return this.#session((trainer) => trainer.fusionGradient(...args));
  }

  /**
   * See `intentGradient` of `@sotto/learning`.
   *
   * @throws model/shape, worker/unavailable, worker/failed, worker/timeout, worker/aborted
   */
  intentGradient(...args: Parameters<TrainerApi['intentGradient']>) {
    return this.#session((trainer) => trainer.intentGradient(...args));
  }

  /**
   * Loss and ascent direction of an adapter, see `adapterGradient` of `@sotto/learning`, and what computed it.
   *
   * @throws model/shape, worker/unavailable, worker/failed, worker/timeout, worker/aborted
   */
  adapterGradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<RunGradient> {
    const memory = byReference(this.#options.memory);
    return this.#session((trainer) => trainer.adapterGradient(examples, numbers, memory));
  }

  /**
   * See `vote` of `@sotto/learning`.
   *
   * @throws worker/unavailable, worker/failed, worker/timeout, worker/aborted
   */
  vote(...args: Parameters<TrainerApi['vote']>) {
    return this.#session((trainer) => trainer.vote(...args));
  }

  /** Ends what is at work and what waits: the device is needed, or consent was withdrawn. Later calls work again. */
  stop(): void {
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
  }

  #session<T>(work: Work<T>): Promise<T> {
    const { signal } = this.#giveUp;
    const mine = this.#last.then(async () => {
      const end = AbortSignal.any([signal, AbortSignal.timeout(this.#sessionMs)]);
      try {
        return await this.#once(work, end);
      } catch (error) {
        if (!(error instanceof SottoError) || error.code !== 'worker/failed') throw error;
        return this.#once(work, end);
      }
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #once<T>(work: Work<T>, end: AbortSignal): Promise<T> {
    if (end.aborted) throw endError(end);
    const worker = this.#spawn();
    const cleanUp = new AbortController();
    const { signal } = cleanUp;
    const ended = new Promise<never>((_, reject) => {
      end.addEventListener('abort', () => reject(endError(end)), { signal });
      worker.addEventListener(
        'error',
        (event) => {
          event.preventDefault();
          reject(workerError('worker/failed', event.message));
        },
        { signal },
      );
    });
    try {
      return await Promise.race([work(wrapMethods<TrainerApi>(worker), end), ended]);
    } finally {
      cleanUp.abort();
      worker.terminate();
    }
  }

  #spawn(): Worker {
    try {
      return this.#options.spawn();
    } catch (error) {
      throw new SottoError('worker/unavailable', { origin: 'worker', cause: error });
    }
  }
}

/** Why a session ended before its work did. */
const endError = ({ reason }: AbortSignal): SottoError =>
  workerError(
    reason instanceof DOMException && reason.name === 'TimeoutError'
      ? 'worker/timeout'
      : 'worker/aborted',
  );

function workerError(code: ErrorCode, message?: string): SottoError {
  const details = { origin: 'worker' } as const;
  return message === undefined || message === ''
    ? new SottoError(code, details)
    : new SottoError(code, details, message);
}
