import { asSottoError, type ShopEvent, type SottoError } from '@sotto/core';
import type { EngineApi, EngineChange, EngineConfig } from '@sotto/protocol';
import { WorkerLife, workerError } from './worker-life.ts';

/** What a {@link Supervisor} needs. */
export interface SupervisorOptions {
  readonly createWorker: () => Worker;
  /** Read at every start, so that a restarted worker gets today's consent. */
  readonly config: () => EngineConfig;
  readonly onChange: (change: EngineChange) => void;
  readonly onError: (error: SottoError) => void;
  /** Milliseconds for one call. Default 10,000. */
  readonly deadlineMs?: number;
  /** Milliseconds for the start. Default 15,000. */
  readonly startDeadlineMs?: number;
  /** Milliseconds between signs of life while calls wait, and for each to come. Default 4,000. */
  readonly pingMs?: number;
}

/** Workers that are tried, the first included. */
const LIVES = 2;

/** Events that wait for a worker; the oldest go first. */
const MAX_WAITING = 1_000;

interface Running {
  readonly life: WorkerLife;
  readonly started: Promise<void>;
}

/** Keeps a worker alive: deadlines, signs of life, one restart, and events that survive it. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #deadlineMs: number;
  readonly #startDeadlineMs: number;
  readonly #pingMs: number;
  #running: Running | undefined;
  #livesLeft = LIVES;
  #final: SottoError | undefined;
  #waiting: ShopEvent[] = [];
  #sending = false;
  #calls = 0;
  #pulse: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#deadlineMs = options.deadlineMs ?? 10_000;
    this.#startDeadlineMs = options.startDeadlineMs ?? 15_000;
    this.#pingMs = options.pingMs ?? 4_000;
  }

  /** Whether no worker will ever answer again. */
  get lost(): boolean {
    return this.#final !== undefined;
  }

  /**
   * Calls the engine, starting its worker where there is none.
   *
   * @throws worker/* or what the engine rejects with
   */
  async call<T>(ask: (engine: EngineApi) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { life, started } = this.#alive();
    this.#calls += 1;
    try {
      // Asked before the start is confirmed, which saves its round trip: messages keep their order.
      const answer = ask(life.engine);
      answer.catch(() => undefined);
      await life.within(started, this.#startDeadlineMs, signal);
      this.#beat();
      return await life.within(answer, this.#deadlineMs, signal);
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.suspend();
    }
  }

  /** Hands events over in order; they are kept until the engine has acknowledged them. */
  record(events: readonly ShopEvent[]): void {
    if (this.lost) return;
    this.#waiting = [...this.#waiting, ...events].slice(-MAX_WAITING);
    void this.#send();
  }

  /** Stops asking for signs of life: a frozen page would take its own sleep for the worker's death. */
  suspend(): void {
    clearTimeout(this.#pulse);
    this.#pulse = undefined;
  }

  /** Ends the worker for good; calls that wait reject with `worker/aborted`. */
  stop(): void {
    const reason = workerError('worker/aborted');
    this.#end(reason);
    this.#running?.life.end(reason);
  }

  #alive(): Running {
    if (this.#final !== undefined) throw this.#final;
    if (this.#running !== undefined && !this.#running.life.dead) return this.#running;
    return this.#begin();
  }

  #begin(): Running {
    this.#livesLeft -= 1;
    let life: WorkerLife;
    try {
      life = new WorkerLife(this.#options.createWorker(), (reason) => this.#mourn(reason));
    } catch (error) {
      // A constructor that throws (the page's CSP) throws again next time.
      this.#end(asSottoError(error, 'worker/unavailable', 'page'));
      throw this.#final;
    }
    const started = this.#start(life);
    // Callers wait for it too; this one sees to it that a worker that can't start is given up.
    started.catch((error: unknown) =>
      life.end(asSottoError(error, 'worker/unavailable', 'worker')),
    );
    this.#running = { life, started };
    return this.#running;
  }

  async #start(life: WorkerLife): Promise<void> {
    const { engine } = life;
    const listening = engine.onChange((change) => this.#options.onChange(change));
    await life.within(
      Promise.all([engine.start(this.#options.config()), listening]),
      this.#startDeadlineMs,
    );
  }

  #mourn(reason: SottoError): void {
    if (this.#final !== undefined) return;
    this.#options.onError(reason);
    if (this.#livesLeft === 0) {
      this.#end(workerError('worker/unavailable'));
      this.#options.onChange({ cause: 'error' });
      return;
    }
    this.call((engine) => engine.ping()).then(
      () => {
        void this.#send();
        this.#options.onChange({ cause: 'pack' });
      },
      (error: unknown) => this.#options.onError(asSottoError(error, 'worker/failed', 'worker')),
    );
  }

  #beat(): void {
    this.#pulse ??= setTimeout(() => {
      this.#pulse = undefined;
      const life = this.#running?.life;
      if (life === undefined || life.dead || this.#calls === 0) return;
      life.within(life.engine.ping(), this.#pingMs).then(
        () => {
          if (this.#calls > 0) this.#beat();
        },
        () => life.end(workerError('worker/timeout')),
      );
    }, this.#pingMs);
  }

  async #send(): Promise<void> {
    if (this.#sending || this.lost) return;
    this.#sending = true;
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        await this.call((engine) => engine.record(batch));
        const sent = new Set(batch);
        this.#waiting = this.#waiting.filter((event) => !sent.has(event));
      }
    } catch (error) {
      this.#options.onError(asSottoError(error, 'worker/failed', 'worker'));
    } finally {
      this.#sending = false;
    }
  }

  #end(reason: SottoError): void {
    this.#final ??= reason;
    this.#waiting = [];
    this.suspend();
  }
}
