import { deleteDB } from 'idb';
import { test as base } from 'vitest';
import type { ShopEvent } from '@sotto/core';
import { ROUND_MS, sign, toBase64Url, type Configuration, type Task } from '@sotto/protocol';
import { LIST_OUTCOMES, listOutcome } from '../src/measures/list-outcome.ts';
import { Sync, type SyncOptions } from '../src/sync.ts';

/** The round in which a test's ledger is made, and the first in which it may report. */
export const BORN = 2_968;
export const FIRST = BORN + 2;

/** The end of a round: whatever was drawn is due. */
export const endOf = (round: number): number => (round + 1) * ROUND_MS - 1;

export const outcomeTask = (measure = 'list-outcome', microEpsilon = 1_000_000): Task => ({
  measure,
  mechanism: { kind: 'k-ary-response', microEpsilon, values: [...LIST_OUTCOMES] },
  mode: { kind: 'solo' },
  minimumCohort: 100,
  rounds: { first: 0, last: 100_000, every: 1 },
});

/** What a worker loads for a report in two shares. */
export const openSplit = () => import('@sotto/protocol/split');

/** A site's key pair. */
export const newKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

/** A sync server that remembers what it received, and a device's time, history and storage. */
export class Site {
  databaseName = `sync-${crypto.randomUUID()}`;
  now = endOf(BORN);
  events: ShopEvent[] = [];
  requests: { path: string; init: RequestInit | undefined }[] = [];
  configuration: Configuration = { version: 1, serial: 1, tasks: [outcomeTask()] };
  /** What the server does with a report. */
  answer: () => Promise<Response> | Response = () => Response.json({ accepted: 1, rejected: [] });
  readonly errors: string[] = [];
  readonly publicKey: string;
  keys: CryptoKeyPair;

  private constructor(keys: CryptoKeyPair, publicKey: string) {
    this.keys = keys;
    this.publicKey = publicKey;
  }

  static async open(): Promise<Site> {
    const keys = await newKeys();
    const raw = await crypto.subtle.exportKey('raw', keys.publicKey);
    return new Site(keys, toBase64Url(new Uint8Array(raw)));
  }

  /** What a page's worker has. */
  newSync(options: Partial<SyncOptions> = {}): Sync {
    return new Sync({
      url: 'https://sync.example/',
      publicKey: this.publicKey,
      clock: { now: () => this.now },
      fetch: (input, init) => this.#serve(new Request(input).url, init),
      measures: { 'list-outcome': listOutcome(), second: listOutcome(), third: listOutcome() },
      events: () => this.events,
      openSplit,
      pause: () => Promise.resolve(),
      onError: ({ code }) => this.errors.push(code),
      databaseName: this.databaseName,
      ...options,
    });
  }

  /** A device whose ledger is old enough to report, in the round {@link FIRST}. */
  async grownUp(options: Partial<SyncOptions> = {}): Promise<Sync> {
    const sync = this.newSync(options);
    await sync.allow(true);
    await sync.pass();
    this.now = endOf(FIRST);
    return sync;
  }

  /** Bodies of what was sent. */
  get sent(): Uint8Array[] {
    return this.requests
      .filter(({ init }) => init?.method === 'POST')
      .map(({ init }) => init?.body as Uint8Array);
  }

  async #serve(path: string, init?: RequestInit): Promise<Response> {
    this.requests.push({ path, init });
    if (path.endsWith('v1/configuration'))
      return Response.json(await sign(JSON.stringify(this.configuration), this.keys.privateKey));
    return this.answer();
  }
}

/** What happened, by its kind. */
export const kinds = async (sync: Sync): Promise<string[]> =>
  (await sync.log()).map(({ kind }) => kind);

/** Tests with a site of their own. */
export const test = base.extend<{ site: Site }>({
  // eslint-disable-next-line no-empty-pattern
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    await deleteDB(site.databaseName);
  },
});
