import { SottoError } from '@sotto/core';

/** A server that does not answer in this time is not there. Milliseconds. */
const DEADLINE_MS = 10_000;

/** Nothing of the page or the browser goes along, and nothing that came before comes back from a cache. */
const PLAIN = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'error',
  mode: 'cors',
} as const satisfies RequestInit;

/**
 * A request of the sync server, or of a relay.
 *
 * @throws sync/unreachable
 */
export async function ask(
  fetcher: typeof fetch,
  url: string,
  request: RequestInit = {},
): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetcher(url, { ...PLAIN, ...request, signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response;
  } catch (error) {
    throw unreachable(error);
  }
}

/** @throws sync/unreachable */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw unreachable(error);
  }
}

/** An error after which the same may be tried again. */
export const unreachable = (cause: unknown): SottoError =>
  new SottoError('sync/unreachable', { origin: 'sync', retry: true, cause });
