import { systemRandom, uniformIndex } from '@sotto/privacy';
import { CANARY_BUCKETS, inCanary } from '@sotto/protocol';
import type { ShopVersions, VerifiedVersion } from '@sotto/sync';

/** Where a {@link Trial} keeps what it knows: beside the history, sealed and erased with it. */
export interface TrialMemory {
  kept(name: string): Promise<unknown>;
  keep(name: string, value: unknown): Promise<void>;
}

interface Kept {
  /** 0 to 99, drawn once; nobody is told. */
  readonly bucket: number;
  /** Rounds in which lists were made with a candidate. */
  readonly tried: readonly number[];
}

/** The version in use, and whether it is one on trial. */
export interface VersionInUse extends VerifiedVersion {
  readonly canary: boolean;
}

const NAME = 'trial';

/** Rounds that are remembered: reports tell of the one before. */
const ROUNDS = 4;

/**
 * Which version a device makes its lists with. A few of the devices that share try the candidate, since they alone can
 * tell how it did; who they are is drawn here, and no request depends on it.
 */
export class Trial {
  readonly #memory: TrialMemory;
  #kept: Kept | undefined;

  constructor(memory: TrialMemory) {
    this.#memory = memory;
  }

  /** Takes part, or doesn't; to be called when the history was read, or erased. */
  async permit(share: boolean): Promise<void> {
    this.#kept = undefined;
    if (!share) return;
    const known = (await this.#memory.kept(NAME)) as Kept | undefined;
    this.#kept = known ?? { bucket: uniformIndex(systemRandom(), CANARY_BUCKETS), tried: [] };
    if (known === undefined) await this.#memory.keep(NAME, this.#kept);
  }

  /** The version to make lists with; `undefined` for the release's numbers. */
  versionOf({ current, candidate }: ShopVersions): VersionInUse | undefined {
    const { bucket } = this.#kept ?? {};
    const { canaryPercent, model } = candidate ?? {};
    if (candidate !== null && model !== undefined && canaryPercent !== undefined)
      if (bucket !== undefined && inCanary(bucket, { serial: model.serial, canaryPercent }))
        return { ...candidate, canary: true };
    return current === null ? undefined : { ...current, canary: false };
  }

  /** Notes that a list was made with a candidate. */
  async note(round: number): Promise<void> {
    if (this.#kept === undefined || this.#kept.tried.includes(round)) return;
    this.#kept = { ...this.#kept, tried: [...this.#kept.tried, round].slice(-ROUNDS) };
    await this.#memory.keep(NAME, this.#kept);
  }

  /** What is kept, for the shopper to see. */
  export(): Readonly<Record<string, unknown>> {
    return this.#kept === undefined ? {} : { [NAME]: this.#kept };
  }

  /** Whether lists of a round were made with a candidate. */
  tried(round: number): boolean {
    return this.#kept?.tried.includes(round) === true;
  }
}
