import { asSottoError, DAY_MS, seededRng, type Clock, type SottoError } from '@sotto/core';
import {
  EMPTY_PERSONAL_MODEL,
  parsePersonalModel,
  type PersonalModel,
  type PersonalTask,
} from '@sotto/learning';
import type { DeviceConditions, PersonalStatus } from '@sotto/protocol';
import type { VerifiedVersion } from '@sotto/sync';
import type { TrainerClient } from '../training/trainer-client.ts';
import { yieldToMessages } from '../yield.ts';
import type { LearningFunctions } from './learning-functions.ts';
import { mayTrain } from './may-train.ts';
import { seenBy, type MeasuredShop } from './measure-sources.ts';

/** What is kept beside the history. `keep` keeps nothing where the history was erased since `since()`. */
export interface LearningMemory {
  kept(name: string): Promise<unknown>;
  keep(name: string, value: unknown, since?: number): Promise<void>;
  /** Names the history that there is now; another one after it was erased. */
  since(): number;
}

/** What {@link Personal} is made with. */
export interface PersonalOptions {
  readonly memory: LearningMemory;
  readonly clock: Clock;
  readonly functions: () => Promise<LearningFunctions>;
  readonly trainer: () => Promise<Pick<TrainerClient, 'personal' | 'stop'>>;
  /** `undefined` where a part is missing that lists are made with. */
  readonly shop: () => Promise<MeasuredShop | undefined>;
  /** The version in use; `undefined` for the release's numbers. */
  readonly version: () => VerifiedVersion | undefined;
  /** Lists may look different now. */
  readonly onChange: () => void;
  readonly onError: (error: SottoError) => void;
}

const NAME = 'personal';

/** Between two trainings: what a shopper likes does not change by the hour. */
const EVERY_MS = DAY_MS;

/** Choices that are learnt from, the newest. */
const MOST_CHOICES = 100;

interface Kept {
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
  /** The version that it goes on top of; 0 for the release. */
  readonly serial: number;
  readonly model: PersonalModel;
}

/**
 * What is learnt from this shopper's own choices, for this shopper alone: it stays on the device, sealed beside the
 * history. When it is trained depends on the clock and on what the device can spare, never on the history: the same
 * files are fetched for every shopper.
 */
export class Personal {
  readonly #options: PersonalOptions;
  #allowed = false;
  #kept: Kept | undefined;
  #training: AbortController | undefined;
  #failed = false;

  constructor(options: PersonalOptions) {
    this.#options = options;
  }

  /** What is in use; `undefined` where nothing is. */
  get model(): PersonalModel | undefined {
    return this.#kept?.model;
  }

  /** Follows the shopper's answer, or another tab's change; to be called once the history was read, or erased. */
  async permit(personal: boolean): Promise<void> {
    this.#allowed = personal;
    this.#kept = undefined;
    if (!personal) return this.stop();
    const kept = (await this.#options.memory.kept(NAME)) as Partial<Kept> | undefined;
    const model = parsePersonalModel(kept?.model);
    if (model === undefined) return;
    this.#kept = { trainedAt: Number(kept?.trainedAt), serial: Number(kept?.serial), model };
  }

  /** Trains where it is due and the device can spare it; stops where it can't. */
  consider(conditions: DeviceConditions): void {
    if (mayTrain(conditions)) void this.#train();
    else this.stop();
  }

  /** Ends a training; what it came to is kept. */
  stop(): void {
    this.#training?.abort();
    this.#training = undefined;
  }

  status(): PersonalStatus {
    const { trainedAt } = this.#kept ?? {};
    const at = trainedAt === undefined ? {} : { trainedAt };
    if (!this.#allowed) return { state: 'off' };
    if (this.#training !== undefined) return { state: 'training', ...at };
    if (this.#kept === undefined) return { state: 'waiting' };
    return { state: isEmpty(this.#kept.model) ? 'unused' : 'used', ...at };
  }

  /** What is kept, for the shopper to see. */
  export(): Readonly<Record<string, unknown>> {
    return this.#kept === undefined ? {} : { [NAME]: this.#kept };
  }

  #isDue(): boolean {
    if (!this.#allowed || this.#failed || this.#training !== undefined) return false;
    if (this.#kept === undefined || this.#kept.model.training.stage !== 'done') return true;
    if (this.#kept.serial !== this.#serial()) return true;
    return Math.abs(this.#options.clock.now() - this.#kept.trainedAt) >= EVERY_MS;
  }

  #serial(): number {
    return this.#options.version()?.model.serial ?? 0;
  }

  async #train(): Promise<void> {
    if (!this.#isDue()) return;
    const training = new AbortController();
    const { signal } = training;
    this.#training = training;
    try {
      await this.#trainUntil(signal);
    } catch (error) {
      // What was ended goes on another time.
      if (!signal.aborted) {
        this.#failed = true;
        this.#options.onError(asSottoError(error, 'worker/failed', 'worker'));
      }
    } finally {
      if (this.#training === training) this.#training = undefined;
    }
  }

  async #trainUntil(signal: AbortSignal): Promise<void> {
    const { memory, functions, trainer, clock, onChange } = this.#options;
    const since = memory.since();
    const serial = this.#serial();
    const { restartPersonal, ...learning } = await functions();
    const before = this.#kept?.model ?? EMPTY_PERSONAL_MODEL;
    const start = before.training.stage === 'done' ? restartPersonal(before) : before;
    const task = await this.#task(learning, signal);
    const client = await trainer();
    signal.throwIfAborted();
    if (task === undefined) return;
    signal.addEventListener('abort', () => client.stop());
    await client.personal(task, start, async (model) => {
      if (signal.aborted) return;
      this.#kept = { trainedAt: clock.now(), serial, model };
      await memory.keep(NAME, this.#kept, since);
    });
    const after = this.#kept?.model ?? before;
    if (!signal.aborted && !sameInUse(before, after)) onChange();
  }

  async #task(
    { choiceExamples }: Pick<LearningFunctions, 'choiceExamples'>,
    signal: AbortSignal,
  ): Promise<PersonalTask | undefined> {
    const version = this.#options.version();
    const measured = await this.#options.shop();
    if (measured === undefined) return undefined;
    const { prior, history } = measured;
    const seen = await seenBy(version ?? null, measured, this.#options);
    const pause = async (): Promise<void> => {
      await yieldToMessages();
      signal.throwIfAborted();
    };
    const examples = await choiceExamples(history, seen, {
      rng: seededRng(history.length),
      most: MOST_CHOICES,
      pause,
    });
    const numbers = version?.model.parts.fusion?.numbers ?? [];
    return { examples, prior, numbers, vectors: seen.catalog.vectors };
  }
}

const isEmpty = ({ correction, taste }: PersonalModel): boolean =>
  taste.length === 0 && correction.every((number) => number === 0);

const sameInUse = (one: PersonalModel, other: PersonalModel): boolean =>
  one.correction.join() === other.correction.join() && one.taste.join() === other.taste.join();
