import type { SottoEvents } from './client.ts';

type Listener = (detail: never) => void;

/** Who listens to what. A listener that throws is reported to the console and harms no one else. */
export class Listeners {
  readonly #listeners = new Map<keyof SottoEvents, Set<Listener>>();

  on<K extends keyof SottoEvents>(type: K, listener: (detail: SottoEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set<Listener>();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<K extends keyof SottoEvents>(type: K, detail: SottoEvents[K]): void {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        (listener as (detail: SottoEvents[K]) => void)(detail);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
