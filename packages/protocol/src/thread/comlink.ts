import {
  expose,
  proxy,
  transfer,
  transferHandlers,
  wrap,
  type Endpoint,
  type Remote,
} from 'comlink';
import { asSottoError, SottoError, type ErrorData } from '@sotto/core';
import type { EngineApi } from './engine-api.ts';

interface Thrown {
  value: unknown;
}

/**
 * Lets errors keep their `code` between threads. comlink's own handler copies message and stack alone.
 * See https://github.com/GoogleChromeLabs/comlink#transfer-handlers-and-event-listeners
 */
function installThrowHandler(): void {
  const original = transferHandlers.get('throw');
  if (original === undefined) return;
  transferHandlers.set('throw', {
    canHandle: (value: unknown): value is Thrown => original.canHandle(value),
    serialize: ({ value }: Thrown): [ErrorData, Transferable[]] => [
      asSottoError(value, 'worker/failed', 'worker').toData(),
      [],
    ],
    deserialize: (data: ErrorData): never => {
      throw SottoError.fromData(data);
    },
  });
}

/** Offers an engine to the other side of `endpoint`; the default is the worker's own scope. */
export function exposeEngine(engine: EngineApi, endpoint?: Endpoint): void {
  installThrowHandler();
  expose(
    {
      ...bindAll(engine),
      async thumbnails(ids: readonly string[]) {
        const bitmaps = await engine.thumbnails(ids);
        return transfer(
          bitmaps,
          bitmaps.filter((bitmap) => bitmap !== null),
        );
      },
    },
    endpoint,
  );
}

/**
 * The engine behind `endpoint`. Calls to a dead peer never settle by themselves: supervise them.
 *
 * comlink makes a proxy whenever a method is named, and runs a script when one is collected. A browser throws a page that
 * runs a script out of its back/forward cache, so each method is named once, and kept.
 */
export function wrapEngine(endpoint: Endpoint): EngineApi {
  installThrowHandler();
  const remote: Remote<EngineApi> = wrap<EngineApi>(endpoint);
  const { onChange } = remote;
  return {
    start: remote.start,
    record: remote.record,
    recommend: remote.recommend,
    thumbnails: remote.thumbnails,
    intent: remote.intent,
    setConsent: remote.setConsent,
    setConditions: remote.setConditions,
    exportHistory: remote.exportHistory,
    erase: remote.erase,
    status: remote.status,
    // Named with its owner, which so is kept too.
    onChange: (listener) => Reflect.apply(onChange, remote, [proxy(listener)]),
    ping: remote.ping,
  };
}

function bindAll(engine: EngineApi): EngineApi {
  return {
    start: (config) => engine.start(config),
    record: (events) => engine.record(events),
    recommend: (request) => engine.recommend(request),
    thumbnails: (ids) => engine.thumbnails(ids),
    intent: () => engine.intent(),
    setConsent: (consent) => engine.setConsent(consent),
    setConditions: (conditions) => engine.setConditions(conditions),
    exportHistory: () => engine.exportHistory(),
    erase: () => engine.erase(),
    status: () => engine.status(),
    onChange: (listener) => engine.onChange(listener),
    ping: () => engine.ping(),
  };
}

/** Offers the methods of an object to the other side of `endpoint`; the default is the worker's own scope. */
export function exposeMethods(api: object, endpoint?: Endpoint): void {
  installThrowHandler();
  expose(api, endpoint);
}

/** The methods behind `endpoint`. Calls to a dead peer never settle by themselves: supervise them. */
export function wrapMethods<Api>(endpoint: Endpoint): Remote<Api> {
  installThrowHandler();
  return wrap<Api>(endpoint);
}

/** An object that the other side calls back, where arguments are otherwise copied. */
export const byReference = <Api extends object>(api: Api): Api => proxy(api);
