import {
  fromHex,
  type MadeReport,
  type ReportingEntry,
  type Spent,
  type TaskMode,
} from '@sotto/protocol';
import { CAPS, ROUNDS_OF_30_DAYS, SILENT_ROUNDS } from '../caps.ts';
import {
  openLedgerDatabase,
  type LedgerConnection,
  type LedgerState,
  type Turn,
} from './ledger-database.ts';

/**
 * What the device has told, and may tell still. One database for all tabs; every step is one transaction, so that
 * nothing is sent that was not written down before.
 *
 * **Guarantee**: within one round no more than `CAPS.microEpsilonOfRound`, within any 30 days no more than
 * `CAPS.microEpsilonOf30Days`, and of one measure one report a round. **Condition**: the database keeps what was
 * written. Where it was deleted or can't be read, a new one is silent for `SILENT_ROUNDS`, so that two reports of
 * which one was forgotten lie more than a round apart: deleting it buys nothing. A clock that was set back finds
 * rounds that it has not come to, and waits for them.
 */
export class Ledger {
  readonly #connection: LedgerConnection;
  readonly #born: number;

  private constructor(connection: LedgerConnection, born: number) {
    this.#connection = connection;
    this.#born = born;
  }

  /** @param round the present one */
  static async open(name: string, round: number): Promise<Ledger> {
    const connection = await openLedgerDatabase(name);
    const transaction = connection.transaction('state', 'readwrite');
    const known = await transaction.store.get('ledger');
    const state = known ?? { born: round, serial: 0, configuredFor: -1, signed: undefined };
    if (known === undefined) await transaction.store.put(state, 'ledger');
    await transaction.done;
    return new Ledger(connection, state.born);
  }

  /** The first round in which anything may be sent. */
  get firstRound(): number {
    return this.#born + SILENT_ROUNDS;
  }

  async state(): Promise<LedgerState> {
    const state = await this.#connection.get('state', 'ledger');
    if (state === undefined) throw new Error('The ledger was deleted while in use.');
    return state;
  }

  /** Keeps the configuration that holds for a round. */
  async configure(configuration: Omit<LedgerState, 'born'>): Promise<void> {
    await this.#connection.put('state', { born: this.#born, ...configuration }, 'ledger');
  }

  /** The turn of a measure in a round; at first it is due at the time that `draw` gives. */
  async turn(measure: string, round: number, draw: () => number): Promise<Turn> {
    const transaction = this.#connection.transaction('turns', 'readwrite');
    const known = await transaction.store.get([round, measure]);
    const turn = known ?? { round, measure, state: 'waiting', dueAt: draw(), microEpsilon: 0 };
    if (known === undefined) await transaction.store.put(turn);
    await transaction.done;
    return turn;
  }

  /** Checks, debits and queues in one transaction. What is not queued is not sent. */
  async debit(
    { round, measure }: Turn,
    report: MadeReport,
    mode: TaskMode,
    at: number,
  ): Promise<void> {
    const { microEpsilon } = report.mechanism;
    const transaction = this.#connection.transaction(['turns', 'log'], 'readwrite');
    const turns = transaction.objectStore('turns');
    const all = await turns.getAll();
    const turn = all.find((each) => each.round === round && each.measure === measure);
    if (turn?.state !== 'waiting') return;
    const held = heldBack(all, round, microEpsilon);
    const log = transaction.objectStore('log');
    if (held === undefined) {
      const waiting = { bytes: fromHex(report.bytes), mode };
      await turns.put({ ...turn, state: 'queued', microEpsilon, waiting });
      await log.add({ kind: 'made', round, at, measure, report });
    } else {
      await turns.put(done(turn));
      await log.add({ kind: 'held', round, at, measure, why: held });
    }
    await transaction.done;
  }

  /** Reports that wait to be sent, oldest first. */
  async queued(): Promise<Turn[]> {
    return (await this.#connection.getAll('turns')).filter(({ state }) => state === 'queued');
  }

  /** Notes how the sending of a report ended; its bytes wait no longer. */
  async settle({ round, measure }: Turn, entry: ReportingEntry): Promise<void> {
    const transaction = this.#connection.transaction(['turns', 'log'], 'readwrite');
    const turns = transaction.objectStore('turns');
    const turn = await turns.get([round, measure]);
    if (turn?.state === 'queued') {
      await turns.put(done(turn));
      await transaction.objectStore('log').add(entry);
    }
    await transaction.done;
  }

  /** Drops what waits to be sent. What it cost stays spent. */
  async withdraw(at: number): Promise<void> {
    const transaction = this.#connection.transaction(['turns', 'log'], 'readwrite');
    const turns = transaction.objectStore('turns');
    for (const turn of await turns.getAll()) {
      if (turn.state !== 'queued') continue;
      const { round, measure } = turn;
      await turns.put(done(turn));
      await transaction.objectStore('log').add({ kind: 'withdrawn', round, at, measure });
    }
    await transaction.done;
  }

  async note(entry: ReportingEntry): Promise<void> {
    await this.#connection.add('log', entry);
  }

  /** Everything that happened, oldest first. */
  log(): Promise<ReportingEntry[]> {
    return this.#connection.getAll('log');
  }

  async spent(round: number): Promise<Spent> {
    const turns = await this.#connection.getAll('turns');
    return { thisRound: sum(turns, round), in30Days: sum(turns, round - ROUNDS_OF_30_DAYS + 1) };
  }

  /** Forgets what was said and keeps what it cost. */
  async erase(): Promise<void> {
    const transaction = this.#connection.transaction(['turns', 'log'], 'readwrite');
    const turns = transaction.objectStore('turns');
    for (const turn of await turns.getAll()) await turns.put(done(turn));
    await transaction.objectStore('log').clear();
    await transaction.done;
  }

  close(): void {
    this.#connection.close();
  }
}

/** Without the bytes. */
const done = ({ round, measure, dueAt, microEpsilon }: Turn): Turn => ({
  round,
  measure,
  state: 'done',
  dueAt,
  microEpsilon,
});

/** Spent since a round, also in rounds that a clock set back has not come to. */
const sum = (turns: readonly Turn[], since: number): number =>
  turns.reduce((all, { round, microEpsilon }) => (round >= since ? all + microEpsilon : all), 0);

function heldBack(
  turns: readonly Turn[],
  round: number,
  microEpsilon: number,
): 'budget' | 'clock' | undefined {
  if (turns.some((turn) => turn.round > round && turn.microEpsilon > 0)) return 'clock';
  const fits =
    sum(turns, round) + microEpsilon <= CAPS.microEpsilonOfRound &&
    sum(turns, round - ROUNDS_OF_30_DAYS + 1) + microEpsilon <= CAPS.microEpsilonOf30Days;
  return fits ? undefined : 'budget';
}
