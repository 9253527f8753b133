import type { SottoError } from '@sotto/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { SottoClient } from './client.ts';
import { start } from './start.ts';
import { watchRoutes } from './page-state/routes.ts';

const clients: SottoClient[] = [];
const url = location.href;

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.unstubAllGlobals();
  history.replaceState(null, '', url);
});

function startWithoutPack(): { client: SottoClient; errors: string[] } {
  const client = start({ pack: '/no-such-pack/', dataLayer: '' });
  clients.push(client);
  const errors: string[] = [];
  client.on('error', ({ code }: SottoError) => errors.push(code));
  return { client, errors };
}

test('throws on bad options and on nothing else', () => {
  expect(() => start({ pack: '' })).toThrow(expect.objectContaining({ code: 'config/invalid' }));
});

test('resolves to empty answers and reports why where there is neither worker nor pack', async () => {
  const { client, errors } = startWithoutPack();
  expect((await client.recommend()).items).toEqual([]);
  expect(await client.status()).toBeNull();
  expect(await client.thumbnails(['a'])).toEqual([null]);
  expect(errors).not.toEqual([]);
});

test('reports a malformed event instead of throwing', async () => {
  const { client, errors } = startWithoutPack();
  client.track({ kind: 'view', item: '' });
  await expect.poll(() => errors).toContain('event/invalid');
});

test('lets a call of the shop beat what it started with, and tells listeners', () => {
  const { client } = startWithoutPack();
  const answers: string[] = [];
  client.on('consent', ({ answer, source }) => answers.push(`${answer} ${source}`));
  client.setConsent('granted');
  expect(answers).toEqual(['granted api']);
  expect(client.consent.answer).toBe('granted');
});

test('sees routes without the Navigation API and gives history back', () => {
  vi.stubGlobal('navigation', undefined);
  let routes = 0;
  const stop = watchRoutes(() => (routes += 1));
  history.pushState(null, '', '?one');
  history.replaceState(null, '', '?two');
  history.replaceState(null, '', '?two#hash');
  expect(routes).toBe(2);
  stop();
  expect(Object.hasOwn(history, 'pushState')).toBe(false);
});
