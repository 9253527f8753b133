import { inspect } from 'node:util';
import { sign } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { readSigningKey } from './signing-key.ts';

const jwkOf = async (namedCurve: string, half: 'publicKey' | 'privateKey'): Promise<string> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, [
    'sign',
    'verify',
  ]);
  return JSON.stringify(await crypto.subtle.exportKey('jwk', pair[half]));
};

test('reads a private key and derives the public one', async () => {
  const jwk = await jwkOf('P-256', 'privateKey');
  const { privateKey, publicKey } = await readSigningKey(jwk);
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
  expect((await sign('text', privateKey)).signature).toHaveLength(86);
});

test.each([
  ['no JSON', () => 'secret-text'],
  ['no key', () => '{"d":"secret-text"}'],
  ['a public key', () => jwkOf('P-256', 'publicKey')],
  ['a key of another curve', () => jwkOf('P-384', 'privateKey')],
])('refuses %s without repeating it', async (_, make) => {
  const error: unknown = await readSigningKey(await make()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'config/invalid' });
  expect(inspect(error)).not.toContain('secret-text');
});
