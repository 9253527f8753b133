import { asSottoError, SottoError, type RuntimeName } from '@sotto/core';
import { differenceOf, TOLERANCE, type GoldenCase } from './golden-case.ts';
import { measure } from './measure.ts';
import type { Runtime, Session } from './runtime.ts';
import type { RuntimeMemory, RuntimeRecord } from './runtime-memory.ts';
import type { Tensors } from './tensor.ts';

/** What a {@link ModelRunner} is made with. */
export interface ModelRunnerOptions {
  /** What the measurements are remembered under: id and version of the model. */
  readonly key: string;
  /** Bytes of `model.onnx`. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** The self-test of each runtime's first use, and the load that runtimes are measured with. */
  readonly test: GoldenCase;
  /** Runtimes, the one that needs least first. It is what the others must beat. */
  readonly runtimes: readonly [Runtime, ...Runtime[]];
  readonly memory: RuntimeMemory;
  /** Milliseconds from any start. */
  readonly elapsed: () => number;
  /** A run that takes no longer is quick enough: nothing more is loaded to be quicker. Default 4 ms. */
  readonly enoughMs?: number;
  /** Something failed, and was degraded around. */
  readonly onError?: (error: SottoError) => void;
}

/** How a model runs, for panels. */
export interface RunnerStatus {
  readonly runtime: RuntimeName;
  /** Median milliseconds of a run, of each runtime that was measured. */
  readonly medianMs: RuntimeRecord['medianMs'];
  /** Why runtimes are not used any more. */
  readonly failed: RuntimeRecord['failed'];
  /** Milliseconds that opening the runtime in use took, its self-test with it. */
  readonly openMs: number;
  readonly runs: number;
}

interface Opened {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly openMs: number;
}

/**
 * Runs a model on the runtime that was measured to be quickest on this device. The first runtime is opened at
 * once and answers from then on; {@link ModelRunner.settle} tries the others. A runtime that fails its
 * self-test, gives numbers that are not finite, or is lost, is not used again, and the run goes to plain TypeScript
 * until the next quickest is open.
 */
export class ModelRunner {
  readonly #options: ModelRunnerOptions;
  #record: RuntimeRecord;
  #current: Opened;
  #runs = 0;
  #leaving: Promise<boolean> | undefined;

  private constructor(options: ModelRunnerOptions, record: RuntimeRecord, current: Opened) {
    this.#options = options;
    this.#record = record;
    this.#current = current;
  }

  /**
   * Opens the first runtime that passes the self-test, of those that did not fail before.
   *
   * @throws model/unsupported, model/shape, model/numbers, runtime/unavailable where none does: what was wrong
   * with the first
   */
  static async open(options: ModelRunnerOptions): Promise<ModelRunner> {
    const record = await remembered(options);
    let reason: unknown;
    const sound = options.runtimes.filter(({ name }) => record.failed[name] === undefined);
    for (const runtime of sound.length > 0 ? sound : options.runtimes) {
      try {
        return new ModelRunner(options, record, await openTested(runtime, options));
      } catch (error) {
        reason ??= error;
      }
    }
    throw asSottoError(reason, 'model/unsupported', 'model');
  }

  /** How the model runs now. */
  status(): RunnerStatus {
    const { medianMs, failed } = this.#record;
    const { runtime, openMs } = this.#current;
    return { runtime: runtime.name, medianMs, failed, openMs, runs: this.#runs };
  }

  /**
   * Runs the model, on another runtime where the one in use fails.
   *
   * @throws model/shape where the inputs are wrong
   * @throws model/numbers, runtime/lost where no runtime is left
   */
  async run(inputs: Tensors): Promise<Tensors> {
    const { runtime, session } = this.#current;
    try {
      const outputs = finite(await session.run(inputs));
      this.#runs++;
      return outputs;
    } catch (error) {
      const reason = asSottoError(error, 'runtime/lost', 'model');
      if (reason.code === 'model/shape') throw reason;
      if (!(await this.#leave(runtime, reason))) throw reason;
      return this.run(inputs);
    }
  }

  /**
   * Moves to the quickest runtime: the one remembered, else by measurement. To be called at idle; runs go on
   * meanwhile. Runtimes beyond the first are opened only where the first is not quick enough.
   */
  async settle(): Promise<void> {
    const { runtimes, enoughMs = 4 } = this.#options;
    for (const runtime of runtimes) {
      if (this.#record.failed[runtime.name] !== undefined) continue;
      if (this.#record.medianMs[runtime.name] === undefined) await this.#measure(runtime);
      if ((this.#record.medianMs[runtime.name] ?? Infinity) <= enoughMs) break;
    }
    await this.#moveTo(this.#quickest());
  }

  /** Usable runtimes, the quickest first; those that were not measured in their own order after them. */
  #usable(): Runtime[] {
    const { medianMs, failed } = this.#record;
    const time = ({ name }: Runtime): number => medianMs[name] ?? Infinity;
    return this.#options.runtimes
      .filter(({ name }) => failed[name] === undefined)
      .toSorted((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)));
  }

  #quickest(): Runtime {
    return this.#usable()[0] ?? this.#current.runtime;
  }

  async #measure(runtime: Runtime): Promise<void> {
    const isInUse = runtime === this.#current.runtime;
    try {
      const { session } = isInUse ? this.#current : await this.#open(runtime);
      try {
        const { test, elapsed } = this.#options;
        const medianMs = await measure(() => session.run(test.inputs), elapsed);
        const measured = { ...this.#record.medianMs, [runtime.name]: medianMs };
        await this.#remember({ ...this.#record, medianMs: measured });
      } finally {
        if (!isInUse) await session.release();
      }
    } catch (error) {
      await this.#fail(runtime, asSottoError(error, 'runtime/unavailable', 'model'));
    }
  }

  #open(runtime: Runtime): Promise<Opened> {
    return openTested(runtime, this.#options);
  }

  /** Opens the next runtime in place of one that failed; `false` where there is none. */
  async #leave(runtime: Runtime, reason: SottoError): Promise<boolean> {
    if (runtime !== this.#current.runtime) return true;
    // Of runs that fail together the first one moves, the others wait for it.
    this.#leaving ??= this.#moveAway(runtime, reason).finally(() => {
      this.#leaving = undefined;
    });
    return this.#leaving;
  }

  async #moveAway(runtime: Runtime, reason: SottoError): Promise<boolean> {
    await this.#fail(runtime, reason);
    for (const next of this.#usable().toSorted((a, b) => waitOf(a) - waitOf(b))) {
      if (!(await this.#moveTo(next))) continue;
      void this.#moveTo(this.#quickest());
      return true;
    }
    return false;
  }

  async #moveTo(runtime: Runtime): Promise<boolean> {
    if (runtime === this.#current.runtime) return true;
    try {
      const opened = await this.#open(runtime);
      const left = this.#current;
      this.#current = opened;
      // A device that is lost may not give back what it had.
      await left.session.release().catch((error: unknown) => this.#report(error));
      return true;
    } catch (error) {
      await this.#fail(runtime, asSottoError(error, 'runtime/unavailable', 'model'));
      return false;
    }
  }

  async #fail({ name }: Runtime, error: SottoError): Promise<void> {
    this.#report(error);
    const failed = { ...this.#record.failed, [name]: error.code };
    const { [name]: _, ...medianMs } = this.#record.medianMs;
    await this.#remember({ medianMs, failed });
  }

  async #remember(record: RuntimeRecord): Promise<void> {
    this.#record = record;
    // What can't be remembered is measured again.
    await this.#options.memory
      .set(this.#options.key, record)
      .catch((error: unknown) => this.#report(error));
  }

  #report(error: unknown): void {
    this.#options.onError?.(asSottoError(error, 'runtime/lost', 'model'));
  }
}

/** Plain TypeScript is there at once, where others may have megabytes to fetch: they come while it answers. */
const waitOf = ({ name }: Runtime): number => (name === 'plain' ? 0 : 1);

async function remembered({ memory, key, onError }: ModelRunnerOptions): Promise<RuntimeRecord> {
  const record = await memory.get(key).catch((error: unknown) => {
    onError?.(asSottoError(error, 'storage/unavailable', 'storage'));
  });
  return record ?? { medianMs: {}, failed: {} };
}

/** Opens a model and runs its self-test. */
async function openTested(
  runtime: Runtime,
  { model, test, elapsed }: ModelRunnerOptions,
): Promise<Opened> {
  const start = elapsed();
  const session = await runtime.open(model);
  try {
    const difference = differenceOf(finite(await session.run(test.inputs)), test.outputs);
    if (difference > TOLERANCE)
      throw new SottoError(
        'model/numbers',
        { origin: 'model' },
        `${runtime.name}: the self-test is off by ${difference}`,
      );
  } catch (error) {
    await session.release();
    throw error;
  }
  return { runtime, session, openMs: elapsed() - start };
}

function finite(outputs: Tensors): Tensors {
  for (const [name, { data }] of Object.entries(outputs)) {
    if (!data.every(Number.isFinite))
      throw new SottoError(
        'model/numbers',
        { origin: 'model' },
        `output "${name}" has numbers that are not finite`,
      );
  }
  return outputs;
}
