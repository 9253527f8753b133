import { INITIAL_CONSENT } from '@sotto/core';
import type { SottoClient, SottoEvents, TrackedEvent } from '@sotto/sdk';

/** A client without a worker, for the elements' tests. */
export interface FakeClient extends SottoClient {
  readonly tracked: TrackedEvent[];
  readonly pictures: Map<string, ImageBitmap>;
  emit<K extends keyof SottoEvents>(type: K, detail: SottoEvents[K]): void;
}

/** A client that answers as given, and otherwise knows nothing. */
export function fakeClient(answers: Partial<SottoClient>): FakeClient {
  const target = new EventTarget();
  const tracked: TrackedEvent[] = [];
  const pictures = new Map<string, ImageBitmap>();
  return {
    tracked,
    pictures,
    page: { kind: 'home', basket: [] },
    consent: INITIAL_CONSENT,
    track: (event) => void tracked.push(event),
    setConsent: () => undefined,
    pause: () => undefined,
    setPage: () => undefined,
    recommend: () => Promise.reject(new Error('not answered')),
    thumbnails: async (ids) => ids.map((id) => pictures.get(id) ?? null),
    exportHistory: () => Promise.reject(new Error('not answered')),
    erase: async () => true,
    status: async () => null,
    intent: async () => [],
    on: (type, listener) => {
      const heard = (event: Event): void => listener((event as CustomEvent).detail);
      target.addEventListener(type, heard);
      return () => target.removeEventListener(type, heard);
    },
    stop: () => undefined,
    emit: (type, detail) => void target.dispatchEvent(new CustomEvent(type, { detail })),
    ...answers,
  };
}
