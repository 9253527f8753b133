import type { PackModel } from '@sotto/catalog';
import { asSottoError, SottoError } from '@sotto/core';
import {
  ModelRunner,
  parseGolden,
  type ModelKind,
  type ModelRunnerOptions,
  type RunsModel,
} from '@sotto/inference';
import type { ModelStatus } from '@sotto/protocol';
import type { ModelStore } from './model-store.ts';

/** What a {@link DeviceModel} is opened with. */
export interface DeviceModelOptions extends Pick<
  ModelRunnerOptions,
  'runtimes' | 'memory' | 'elapsed'
> {
  readonly store: ModelStore;
  readonly onError: (error: SottoError) => void;
}

interface Good {
  readonly runner: ModelRunner;
  readonly bytes: number;
  readonly version: string;
}

/** A model of the pack on this device; the last good one of its kind where the pack's can't be used. */
export class DeviceModel {
  readonly #id: string;
  readonly #good: Good | undefined;
  readonly #version: string;
  readonly #error: SottoError | undefined;

  private constructor(
    id: string,
    { version }: PackModel,
    good: Good | undefined,
    error?: SottoError,
  ) {
    this.#id = id;
    this.#version = version;
    this.#good = good;
    this.#error = error;
  }

  /** Opens a model. What is wrong with it is reported, and told by {@link status}; nothing is thrown. */
  static async open(
    kind: ModelKind,
    model: PackModel,
    options: DeviceModelOptions,
  ): Promise<DeviceModel> {
    try {
      return new DeviceModel(kind.id, model, await openGood(kind, model, options));
    } catch (error) {
      const reason = asSottoError(error, 'model/unsupported', 'model');
      options.onError(reason);
      return new DeviceModel(kind.id, model, await openPrevious(kind, model, options), reason);
    }
  }

  /** What runs it; `undefined` where nothing does. */
  get runner(): RunsModel | undefined {
    return this.#good?.runner;
  }

  /** Moves it to the quickest runtime of the device. */
  async settle(): Promise<void> {
    await this.#good?.runner.settle();
  }

  status(): ModelStatus {
    const error = this.#error;
    const good = this.#good;
    const id = this.#id;
    if (good === undefined)
      return {
        id,
        version: this.#version,
        state: 'failed',
        ...(error === undefined ? {} : { error: error.code }),
      };
    return {
      id,
      version: good.version,
      state: error === undefined ? 'ready' : 'previous',
      ...(error === undefined ? {} : { error: error.code }),
      run: { bytes: good.bytes, ...good.runner.status() },
    };
  }
}

async function openGood(
  { id, major, maxBytes }: ModelKind,
  model: PackModel,
  { store, ...options }: DeviceModelOptions,
): Promise<Good> {
  const { version } = model;
  if (Number.parseInt(version, 10) !== major)
    throw new SottoError(
      'model/version',
      { origin: 'model' },
      `The model ${id} is of version ${version}; this release uses ${major}.`,
    );
  if (model.model.bytes > maxBytes || model.test.bytes > maxBytes)
    throw new SottoError(
      'model/too-large',
      { origin: 'model' },
      `The model ${id} has ${model.model.bytes} bytes; at most ${maxBytes} are taken.`,
    );
  const files = await store.read(model);
  const [test] = parseGolden(new TextDecoder().decode(files.test));
  if (test === undefined) throw new SottoError('model/manifest', { origin: 'model' });
  const key = `${id} ${model.model.sha256}`;
  const runner = await ModelRunner.open({ ...options, key, model: files.model, test });
  // What can't be kept is fetched again.
  await store.keep(id, model, files).catch((error: unknown) => {
    options.onError(asSottoError(error, 'storage/quota', 'storage'));
  });
  return { runner, bytes: files.model.length, version };
}

async function openPrevious(
  kind: ModelKind,
  model: PackModel,
  options: DeviceModelOptions,
): Promise<Good | undefined> {
  try {
    const previous = await options.store.previous(kind.id, model);
    return previous === undefined ? undefined : await openGood(kind, previous, options);
  } catch {
    // What is told is why the shop's own model can't be used.
    return undefined;
  }
}
