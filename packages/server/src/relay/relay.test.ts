import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  encodeKeyConfig,
  encodeReport,
  generateObliviousKey,
  OBLIVIOUS_TYPES,
  sealRequest,
} from '@sotto/protocol';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { openMemoryDatabase } from '../database/pglite-database.ts';
import { rawReports, reportOf, testServer } from '../fixture.contract.ts';
import { createRelay } from './create-relay.ts';

let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
}, 60_000);

afterAll(() => database.close());

const ORIGIN = 'https://shop.example';

async function relayTo(gateway: string): Promise<string> {
  const relay = await createRelay({ gateway, origins: [ORIGIN] });
  onTestFinished(() => relay.close());
  return relay.listen({ port: 0 });
}

const requestOf = (body: Uint8Array<ArrayBuffer>, path = '/v1/reports'): Request =>
  new Request(`https://sync.example${path}`, { method: 'POST', body });

const send = (relay: string, message: Uint8Array<ArrayBuffer>, headers = {}): Promise<Response> =>
  fetch(relay, {
    method: 'POST',
    headers: { 'content-type': OBLIVIOUS_TYPES.request, origin: ORIGIN, ...headers },
    body: message,
  });

/** A sync server with its gateway on a port, and the key configuration that devices would have. */
async function withGateway() {
  const server = await testServer(database);
  const url = await server.app.listen({ port: 0 });
  const keys = new Uint8Array(await (await fetch(`${url}/v1/ohttp-keys`)).arrayBuffer());
  return { url, keyConfig: keys.subarray(2) };
}

test('carries a report to the server, and the answer back to the device alone', async () => {
  const { url, keyConfig } = await withGateway();
  const relay = await relayTo(`${url}/v1/gateway`);
  const report = encodeReport(await reportOf());
  for (const expected of [
    { accepted: 1, rejected: [] },
    { accepted: 0, rejected: [{ at: 0, code: 'report/replayed' }] },
  ]) {
    const sealed = await sealRequest(keyConfig, requestOf(report));
    const answer = await send(relay, sealed.message);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(Buffer.from(bytes).includes('accepted')).toBe(false);
    expect(await (await sealed.open(bytes)).json()).toEqual(expected);
  }
  expect(await rawReports(database)).toBe(1);
});

test('says what is wrong with a report inside of the seal, and takes nothing but reports', async () => {
  const { url, keyConfig } = await withGateway();
  const relay = await relayTo(`${url}/v1/gateway`);
  for (const [request, status] of [
    [requestOf(new Uint8Array(40)), 400],
    [requestOf(new Uint8Array(41), '/v1/owner/keys'), 404],
  ] as const) {
    const sealed = await sealRequest(keyConfig, request);
    const answer = await send(relay, sealed.message);
    expect(answer.status).toBe(200);
    const opened = await sealed.open(new Uint8Array(await answer.arrayBuffer()));
    expect(opened.status).toBe(status);
  }
});

test('refuses what was sealed for another key, what is no message, and what is too long', async () => {
  const { url } = await withGateway();
  const relay = await relayTo(`${url}/v1/gateway`);
  const other = await encodeKeyConfig(await generateObliviousKey(1));
  const { message } = await sealRequest(other, requestOf(new Uint8Array(41)));
  expect((await send(relay, message)).status).toBe(502);
  expect((await send(relay, new Uint8Array(10))).status).toBe(502);
  expect((await send(relay, new Uint8Array(5_000))).status).toBe(413);
});

test('tells the gateway nothing of who sent', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const gateway = createHttpServer((request, response) => {
    seen.push(request.headers);
    response.end('sealed');
  }).listen(0);
  onTestFinished(() => void gateway.close());
  const relay = await relayTo(`http://localhost:${(gateway.address() as AddressInfo).port}/`);
  await send(relay, new Uint8Array(10), {
    'user-agent': 'planted-agent',
    'x-forwarded-for': '203.0.113.7',
    cookie: 'planted=1',
  });
  expect(seen).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toMatch(/planted|203\.0\.113|shop\.example/);
});

test('answers that the gateway is away', async () => {
  const relay = await relayTo('http://localhost:9/');
  expect((await send(relay, new Uint8Array(10))).status).toBe(502);
});
