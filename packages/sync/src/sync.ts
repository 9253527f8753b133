import { asSottoError, SottoError, type Clock, type ShopEvent } from '@sotto/core';
import { systemRandom, uniformIndex, type RandomSource } from '@sotto/privacy';
import {
  readConfiguration,
  ROUND_MS,
  roundAt,
  type Configuration,
  type MeasuredValue,
  type ReportingEntry,
  type ReportingStatus,
  type Spent,
  type SyncConfig,
  type Task,
} from '@sotto/protocol';
import { admit, type Admitted } from './admit.ts';
import { CAPS } from './caps.ts';
import { Ledger } from './ledger/ledger.ts';
import type { Turn } from './ledger/ledger-database.ts';
import type { Measures } from './measures/measure.ts';
import { makeReport, type OpenSplit } from './reports/make-report.ts';
import { ServerClient } from './server/server-client.ts';

/** What {@link Sync} is made with. */
export interface SyncOptions extends SyncConfig {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly measures: Measures;
  /** The history, oldest first. */
  readonly events: () => readonly ShopEvent[];
  readonly onError: (error: SottoError) => void;
  readonly openSplit: OpenSplit;
  /** Where the mechanisms draw from. Default `systemRandom`. */
  readonly random?: RandomSource;
  /** Waits. Default: a timer. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Name of the ledger's database. Default {@link LEDGER_NAME}. */
  readonly databaseName?: string;
  /** Default the browser's. Where there are none, the ledger's transactions alone keep tabs apart. */
  readonly locks?: LockManager | undefined;
}

/** Name of the ledger's database. */
export const LEDGER_NAME = 'sotto-sync';

/** From the configuration to what is sent: longer than it takes to measure a week. */
const SEND_AFTER_MS = 2_000;

const timer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const NOTHING: Spent = { thisRound: 0, in30Days: 0 };
const LIMITS: Spent = {
  thisRound: CAPS.microEpsilonOfRound,
  in30Days: CAPS.microEpsilonOf30Days,
};

/**
 * Sends private reports, and is the only way out of the device. Nothing at all is requested before `allow(true)`,
 * nor while the ledger is silent.
 *
 * Of each measure one report goes out in each round, at a time drawn at random over the round, or as soon after it as
 * a page is open, whether there was something to tell or not.
 */
export class Sync {
  readonly #options: SyncOptions;
  readonly #server: ServerClient;
  readonly #random: RandomSource;
  readonly #pause: (ms: number) => Promise<void>;
  #ledger: Promise<Ledger> | undefined;
  #allowed = false;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#server = new ServerClient(options.url, options.fetch);
    this.#random = options.random ?? systemRandom();
    this.#pause = options.pause ?? timer;
  }

  /** Allows or forbids reports. Forbidding drops what waits to be sent; what it cost stays spent. */
  async allow(allowed: boolean): Promise<void> {
    this.#allowed = allowed;
    if (!allowed) await this.#guarded(async (ledger) => ledger.withdraw(this.#now()));
  }

  /** Does what is due. To be called at idle, now and then; where another tab is at it, nothing is done. */
  async pass(): Promise<void> {
    if (!this.#allowed) return;
    const { locks = globalThis.navigator?.locks } = this.#options;
    const work = (): Promise<void> => this.#guarded((ledger) => this.#work(ledger));
    if (locks === undefined) return work();
    await locks.request('sotto-sync', { ifAvailable: true }, async (lock) => {
      if (lock !== null) await work();
    });
  }

  async status(): Promise<ReportingStatus> {
    const round = roundAt(this.#now());
    if (!this.#allowed) return { state: 'off', spent: NOTHING, caps: LIMITS };
    const ledger = await this.#open();
    const spent = await ledger.spent(round);
    return ledger.firstRound > round
      ? { state: 'silent', silentUntil: ledger.firstRound * ROUND_MS, spent, caps: LIMITS }
      : { state: 'on', spent, caps: LIMITS };
  }

  /** Everything that was made, sent, held back or refused, oldest first. */
  async log(): Promise<ReportingEntry[]> {
    return (await this.#open()).log();
  }

  /** Forgets what was said and keeps what it cost. */
  async erase(): Promise<void> {
    await (await this.#open()).erase();
  }

  async #work(ledger: Ledger): Promise<void> {
    const round = roundAt(this.#now());
    if (round < ledger.firstRound) return;
    const configuration = await this.#configuration(ledger, round);
    // How long it takes to measure a week depends on the week: when a report goes out must not.
    const quiet = this.#pause(SEND_AFTER_MS);
    for (const task of this.#admit(configuration, round).tasks)
      if (this.#allowed) await this.#takeTurn(ledger, task, round);
    const queued = await ledger.queued();
    if (queued.length > 0) await quiet;
    for (const turn of queued) await this.#send(ledger, turn);
  }

  /** The configuration of a round is asked for once; a later one holds from the next round on. */
  async #configuration(ledger: Ledger, round: number): Promise<Configuration> {
    const { publicKey } = this.#options;
    const { configuredFor, serial, signed: known } = await ledger.state();
    if (configuredFor === round) return readConfiguration(known, publicKey);
    const signed = await this.#server.configuration();
    const configuration = await readConfiguration(signed, publicKey);
    const at = this.#now();
    if (configuration.serial < serial) {
      const why = `configuration ${configuration.serial} is older than ${serial}, which was taken before`;
      await ledger.note({ kind: 'refused', round, at, why });
      return readConfiguration(known, publicKey);
    }
    for (const refused of this.#admit(configuration, round).refused)
      await ledger.note({ kind: 'refused', round, at, ...refused });
    await ledger.configure({ configuredFor: round, serial: configuration.serial, signed });
    return configuration;
  }

  #admit(configuration: Configuration, round: number): Admitted {
    const { measures, url } = this.#options;
    return admit(configuration, measures, { round, server: url });
  }

  async #takeTurn(ledger: Ledger, task: Task, round: number): Promise<void> {
    const start = round * ROUND_MS;
    const turn = await ledger.turn(
      task.measure,
      round,
      () => start + uniformIndex(this.#random, ROUND_MS),
    );
    const now = this.#now();
    if (turn.state !== 'waiting' || now < turn.dueAt) return;
    const week = this.#options.events().filter(({ at }) => start - ROUND_MS <= at && at < start);
    const input = await this.#measure(task, round, week);
    const report = await makeReport(this.#random, task, round, input, this.#options.openSplit);
    // The shopper may have thought otherwise while this was measured.
    if (this.#allowed) await ledger.debit(turn, report, task.mode, now);
  }

  /** What can't be measured is nothing to tell: that a report comes must say nothing. */
  async #measure(task: Task, round: number, week: readonly ShopEvent[]): Promise<MeasuredValue> {
    try {
      return (await this.#options.measures[task.measure]?.of(week, { task, round })) ?? null;
    } catch (error) {
      this.#options.onError(asSottoError(error, 'sync/measure', 'sync'));
      return null;
    }
  }

  async #send(ledger: Ledger, turn: Turn): Promise<void> {
    if (!this.#allowed || turn.waiting === undefined) return;
    const { round, measure } = turn;
    const outcome = await this.#server.send(turn.waiting.bytes, turn.waiting.mode);
    await ledger.settle(turn, { kind: 'sent', round, at: this.#now(), measure, outcome });
  }

  /** What fails is tried again in a later pass; a ledger that was lost is opened anew, and is silent then. */
  async #guarded(work: (ledger: Ledger) => Promise<void>): Promise<void> {
    try {
      await work(await this.#open());
    } catch (error) {
      if (!(error instanceof SottoError)) this.#ledger = undefined;
      this.#options.onError(asSottoError(error, 'sync/ledger', 'sync'));
    }
  }

  #open(): Promise<Ledger> {
    const { databaseName = LEDGER_NAME } = this.#options;
    this.#ledger ??= Ledger.open(databaseName, roundAt(this.#now()));
    this.#ledger.catch(() => (this.#ledger = undefined));
    return this.#ledger;
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
