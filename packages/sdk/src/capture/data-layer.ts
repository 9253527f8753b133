import { entries, property } from './hostile.ts';

/** Takes one entry of a data layer, as an event's name and parameters, or as a gtag command. */
export type DataLayerReader = (command: string, name: string, parameters: unknown) => void;

/** Entries from before us that are read, the last ones. */
const MAX_REPLAY = 500;

/** Longest time that is read in one go, in milliseconds. */
const SLICE_MS = 8;

/**
 * Reads the data layer `name` of the window: what is there, and everything pushed from now on. Makes
 * one where there is none, as Google's own snippet does.
 *
 * @param defer when to read: the shop's `push` returns first
 * @returns restores `push`, unless someone has wrapped it since
 */
export function watchDataLayer(
  name: string,
  read: DataLayerReader,
  defer: (task: () => void) => void,
): () => void {
  const place = window as unknown as Record<string, unknown>;
  place[name] ??= [];
  const layer = place[name];
  if (!Array.isArray(layer)) return () => undefined;
  let stopped = false;
  let waiting: unknown[] = [];
  const drain = (): void => {
    const until = performance.now() + SLICE_MS;
    let done = stopped ? waiting.length : 0;
    while (done < waiting.length && performance.now() < until) {
      readEntry(waiting[done], read);
      done += 1;
    }
    waiting = waiting.slice(done);
    if (waiting.length > 0) defer(drain);
  };
  const take = (list: readonly unknown[]): void => {
    if (waiting.length === 0 && list.length > 0) defer(drain);
    waiting.push(...list);
  };
  take((layer as unknown[]).slice(-MAX_REPLAY));
  const own = Object.getOwnPropertyDescriptor(layer, 'push');
  // oxlint-disable-next-line typescript/unbound-method -- called with the caller's own `this`
  const original = layer.push as (...pushed: unknown[]) => number;
  const push = function (this: unknown, ...pushed: unknown[]): number {
    take(pushed);
    return original.apply(this, pushed);
  };
  layer.push = push;
  return () => {
    stopped = true;
    if (layer.push !== push) return;
    if (own === undefined) Reflect.deleteProperty(layer, 'push');
    else Object.defineProperty(layer, 'push', own);
  };
}

function readEntry(entry: unknown, read: DataLayerReader): void {
  const command = property(entry, '0');
  if (typeof command === 'string') {
    const [, name, parameters] = entries(entry, 3);
    if (typeof name === 'string') read(command, name, parameters);
    return;
  }
  const name = property(entry, 'event');
  if (typeof name !== 'string') return;
  const nested = property(entry, 'ecommerce');
  const hasItems =
    property(nested, 'items') !== undefined || property(entry, 'items') === undefined;
  read('event', name, hasItems && typeof nested === 'object' && nested !== null ? nested : entry);
}
