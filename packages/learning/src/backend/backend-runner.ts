import { asSottoError, SottoError } from '@sotto/core';
import { measure } from '@sotto/inference';
import type { AdapterExample } from '../adapter/adapter-example.ts';
import type { AdapterGradient } from '../adapter/adapter-gradient.ts';
import { adapterGradient } from '../adapter/adapter-gradient.ts';
import type { BackendMemory, BackendRecord } from './backend-memory.ts';
import { differenceOf } from './difference-of.ts';
import { plainBackend } from './plain-backend.ts';
import type { BackendName, TrainingBackend, TrainingSession } from './training-backend.ts';

/** Most that a backend may differ from the gradient by hand, of its largest number: float32 adds up to less. */
const TOLERANCE = 1e-4;

/** Milliseconds of a gradient that are quick enough: nothing is loaded to be quicker. */
const ENOUGH_MS = 50;

/** What a {@link BackendRunner} is made with. */
export interface BackendRunnerOptions {
  /** What may be quicker than TypeScript by hand, in the order in which it is tried. */
  readonly others: readonly TrainingBackend[];
  readonly memory: BackendMemory;
  /** Milliseconds from any start. */
  readonly elapsed: () => number;
  /** Default 50 ms. */
  readonly enoughMs?: number;
  /** Something failed, and was degraded around. */
  readonly onError?: (error: SottoError) => void;
}

/** A gradient, and what computed it. */
export interface RunGradient extends AdapterGradient {
  readonly backend: BackendName;
}

/**
 * Computes gradients of adapters on the backend that was measured to be quickest on this device. Where TypeScript by hand is
 * quick enough, that is it. Else the others are tried once: each must give the gradient by hand, and is measured.
 * One that fails, differs, or is lost is not used again on this device, and the gradient goes to the next.
 *
 * Before a backend is tried it is noted as failed, and after it as sound: one that takes the worker down with it is not
 * tried a second time.
 */
export class BackendRunner {
  readonly #options: BackendRunnerOptions;
  #open: { readonly backend: TrainingBackend; readonly session: TrainingSession } | undefined;

  constructor(options: BackendRunnerOptions) {
    this.#options = options;
  }

  /**
   * Loss and ascent direction, as `adapterGradient` defines them.
   *
   * @throws model/shape where numbers and examples don't fit together
   */
  async gradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<RunGradient> {
    const key = `adapter ${numbers.length}`;
    const record = await this.#settled(key, examples, numbers);
    for (const backend of this.#usable(record)) {
      try {
        const answer = await (await this.#sessionOf(backend)).gradient(examples, numbers);
        if (!answer.gradient.every(Number.isFinite)) throw numbersError(backend, 'not finite');
        return { ...answer, backend: backend.name };
      } catch (error) {
        const reason = asSottoError(error, 'runtime/lost', 'model');
        if (reason.code === 'model/shape') throw reason;
        await this.#release();
        await this.#fail(key, backend, reason);
      }
    }
    return { ...adapterGradient(examples, numbers), backend: 'plain' };
  }

  /** Gives back what the backend in use holds. */
  async release(): Promise<void> {
    await this.#release();
  }

  /** Measures what was not measured yet, as far as there is reason to. */
  async #settled(
    key: string,
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<BackendRecord> {
    const { others, enoughMs = ENOUGH_MS } = this.#options;
    for (const backend of [plainBackend, ...others]) {
      const { medianMs, failed } = await this.#record(key);
      if (medianMs[backend.name] === undefined && failed[backend.name] === undefined)
        await this.#probe(key, backend, examples, numbers);
      if (((await this.#record(key)).medianMs[backend.name] ?? Infinity) <= enoughMs) break;
    }
    return this.#record(key);
  }

  async #probe(
    key: string,
    backend: TrainingBackend,
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<void> {
    const expected = adapterGradient(examples, numbers);
    if (backend !== plainBackend) await this.#note(key, backend, 'runtime/lost');
    try {
      const session = await this.#sessionOf(backend);
      const difference = differenceOf(await session.gradient(examples, numbers), expected);
      if (difference > TOLERANCE) throw numbersError(backend, `off by ${difference}`);
      const medianMs = await measure(
        () => session.gradient(examples, numbers),
        this.#options.elapsed,
      );
      await this.#note(key, backend, medianMs);
    } catch (error) {
      await this.#release();
      await this.#fail(key, backend, asSottoError(error, 'runtime/unavailable', 'model'));
    }
  }

  /** Usable backends, the quickest first. */
  #usable({ medianMs, failed }: BackendRecord): TrainingBackend[] {
    return [plainBackend, ...this.#options.others]
      .filter(({ name }) => medianMs[name] !== undefined && failed[name] === undefined)
      .toSorted((a, b) => (medianMs[a.name] ?? 0) - (medianMs[b.name] ?? 0));
  }

  async #sessionOf(backend: TrainingBackend): Promise<TrainingSession> {
    if (this.#open?.backend !== backend) {
      await this.#release();
      this.#open = { backend, session: await backend.open() };
    }
    return this.#open.session;
  }

  async #release(): Promise<void> {
    const session = this.#open?.session;
    this.#open = undefined;
    // A device that is lost may not give back what it had.
    await session?.release().catch((error: unknown) => this.#report(error));
  }

  async #fail(key: string, backend: TrainingBackend, error: SottoError): Promise<void> {
    this.#report(error);
    await this.#note(key, backend, error.code);
  }

  async #record(key: string): Promise<BackendRecord> {
    return (await this.#options.memory.get(key)) ?? { medianMs: {}, failed: {} };
  }

  /** Remembers how quick a backend is, or why it is not used. */
  async #note(
    key: string,
    { name }: TrainingBackend,
    what: number | SottoError['code'],
  ): Promise<void> {
    const record = await this.#record(key);
    const { [name]: _ms, ...medianMs } = record.medianMs;
    const { [name]: _code, ...failed } = record.failed;
    await this.#options.memory.set(
      key,
      typeof what === 'number'
        ? { medianMs: { ...medianMs, [name]: what }, failed }
        : { medianMs, failed: { ...failed, [name]: what } },
    );
  }

  #report(error: unknown): void {
    this.#options.onError?.(asSottoError(error, 'runtime/lost', 'model'));
  }
}

const numbersError = ({ name }: TrainingBackend, what: string): SottoError =>
  new SottoError('model/numbers', { origin: 'model' }, `${name}: the gradient is ${what}`);
