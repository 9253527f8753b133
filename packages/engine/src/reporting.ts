import { asSottoError, type SottoError } from '@sotto/core';
import type { ReportingEntry, ReportingStatus } from '@sotto/protocol';
import type { Sync } from '@sotto/sync';

/** Between two looks at what is due, while a page is open. */
const EVERY_MS = 15 * 60_000;

/** The way out of the device. */
export type Outlet = Pick<Sync, 'allow' | 'pass' | 'status' | 'log' | 'erase'>;

/** What {@link Reporting} is made with. */
export interface ReportingOptions {
  /** Loads what sends reports; `undefined` where the page names no server, and nothing is ever sent. */
  readonly open: (() => Promise<Outlet>) | undefined;
  /** Whether an earlier page reported: there is a ledger to read or to erase. */
  readonly hasLedger: () => Promise<boolean>;
  /** Settles once nothing of more use to the shopper is under way. */
  readonly ready: Promise<unknown>;
  /** Something was made, sent, held back or refused. */
  readonly onChange: () => void;
  readonly onError: (error: SottoError) => void;
}

const NOTHING = { thisRound: 0, in30Days: 0 };

/** Reports, as far as the shopper shares. What sends them is not even loaded before. */
export class Reporting {
  readonly #options: ReportingOptions;
  #outlet: Promise<Outlet> | undefined;
  #allowed: boolean | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ReportingOptions) {
    this.#options = options;
  }

  /** Follows the shopper's answer. */
  permit(share: boolean): void {
    if (this.#options.open === undefined || share === this.#allowed) return;
    this.#allowed = share;
    clearInterval(this.#timer);
    if (share) this.#timer = setInterval(() => void this.#pass(share), EVERY_MS);
    void this.#pass(share);
  }

  async status(): Promise<ReportingStatus> {
    const outlet = this.#allowed === true ? await this.#outlet : undefined;
    const state = this.#options.open === undefined ? 'none' : 'off';
    return outlet?.status() ?? { state, spent: NOTHING, caps: NOTHING };
  }

  /** Everything that left the device, or was about to, oldest first. */
  async log(): Promise<readonly ReportingEntry[]> {
    return (await this.#existing())?.log() ?? [];
  }

  /** Forgets what was said; what it cost stays spent. */
  async erase(): Promise<void> {
    await (await this.#existing())?.erase();
  }

  async #existing(): Promise<Outlet | undefined> {
    if (this.#outlet === undefined && !(await this.#options.hasLedger())) return undefined;
    return this.#open();
  }

  #open(): Promise<Outlet> | undefined {
    this.#outlet ??= this.#options.open?.();
    return this.#outlet;
  }

  /** Without a ledger there is nothing to withdraw. */
  async #pass(share: boolean): Promise<void> {
    const { ready, onChange, onError } = this.#options;
    try {
      await ready;
      const outlet = await (share ? this.#open() : this.#existing());
      await outlet?.allow(share);
      await outlet?.pass();
      onChange();
    } catch (error) {
      this.#outlet = undefined;
      onError(asSottoError(error, 'sync/ledger', 'sync'));
    }
  }
}
