import { SottoError, type ErrorCode } from '@sotto/core';
import { wrapEngine, type EngineApi } from '@sotto/protocol';

/** One worker from its start to its end. A dead one rejects whatever waits for it. */
export class WorkerLife {
  readonly engine: EngineApi;
  readonly #worker: Worker;
  readonly #onDeath: (reason: SottoError) => void;
  readonly #death = new AbortController();

  constructor(worker: Worker, onDeath: (reason: SottoError) => void) {
    this.#worker = worker;
    this.#onDeath = onDeath;
    this.engine = wrapEngine(worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(workerError('worker/failed', event.message));
    });
    worker.addEventListener('messageerror', () => this.end(workerError('worker/failed')));
  }

  get dead(): boolean {
    return this.#death.signal.aborted;
  }

  /** Kills the worker; calls that wait reject with `reason`. */
  end(reason: SottoError): void {
    if (this.dead) return;
    this.#worker.terminate();
    this.#death.abort(reason);
    this.#onDeath(reason);
  }

  /**
   * What `answer` settles to, unless the worker dies, the caller gives up or time runs out before.
   *
   * @throws worker/timeout, worker/aborted, or why the worker died
   */
  within<T>(answer: Promise<T>, deadlineMs: number, signal?: AbortSignal): Promise<T> {
    const death = this.#death.signal;
    let release: (() => void) | undefined;
    const settled = new Promise<T>((resolve, reject) => {
      const onDeath = (): void => reject(death.reason as SottoError);
      const onAbort = (): void => reject(workerError('worker/aborted'));
      const timer = setTimeout(() => reject(workerError('worker/timeout')), deadlineMs);
      death.addEventListener('abort', onDeath);
      signal?.addEventListener('abort', onAbort);
      release = () => {
        clearTimeout(timer);
        death.removeEventListener('abort', onDeath);
        signal?.removeEventListener('abort', onAbort);
      };
      if (death.aborted) onDeath();
      if (signal?.aborted === true) onAbort();
      answer.then(resolve, reject);
    });
    return settled.finally(() => release?.());
  }
}

/** An error of the supervisor's own. */
export function workerError(code: ErrorCode, message?: string): SottoError {
  const details = { origin: 'worker', retry: code === 'worker/timeout' } as const;
  return message === undefined || message === ''
    ? new SottoError(code, details)
    : new SottoError(code, details, message);
}
