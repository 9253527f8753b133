import { readFileSync } from 'node:fs';
import { encodeReport, MAX_BATCH, readConfiguration, type Task } from '@sotto/protocol';
import { describe, expect, test } from 'vitest';
import { roundsByState } from './rounds/round-list.ts';
import {
  OVER,
  reportOf,
  reportsOf,
  TASK,
  testServer,
  type TestDatabase,
  type TestServer,
} from './fixture.contract.ts';

const OTHER: Task = { ...TASK, measure: 'other' };

const configuration = async (server: TestServer) =>
  readConfiguration(JSON.parse((await server.get('/v1/configuration')).text), server.publicKey);

/** Every value of every row of every table, as one text. */
async function dump({ database }: TestDatabase): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      database.query<{ row: string }>(`select t::text as row from ${name} t`),
    ),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

/** What a server tells and to whom, whatever keeps its data. */
export function serverContract(create: () => Promise<TestDatabase>): void {
  describe('the configuration', () => {
    test('is one signed object for all, and earlier ones stay as they were', async () => {
      const { database, another } = await create();
      const server = await testServer(database);
      expect(await configuration(server)).toEqual({ version: 1, serial: 1, tasks: [TASK] });
      const before = (await server.get('/v1/configuration')).text;
      const put = await server.owner('PUT', 'configuration', { tasks: [TASK, OTHER] });
      expect(put).toMatchObject({ status: 200, body: { serial: 2 } });
      const second = await testServer(await another(), { tasks: [TASK, OTHER] });
      expect(second.publicKey).toBe(server.publicKey);
      expect(await configuration(second)).toEqual({ version: 1, serial: 2, tasks: [TASK, OTHER] });
      const { object } = put.body as { object: string };
      const now = (await server.get('/v1/configuration')).text;
      expect((await server.get(`/v1/objects/${object}`)).text).toBe(now);
      const rows = await database.query<{ body: string }>('select body from object');
      expect(rows.map(({ body }) => body)).toEqual(expect.arrayContaining([before, now]));
    });

    test('counts at once on every server, and a dropped task no more', async () => {
      const { database, another } = await create();
      const server = await testServer(database);
      const second = await testServer(await another());
      expect((await second.send([await reportOf()])).accepted).toBe(1);
      await server.owner('PUT', 'configuration', { tasks: [OTHER] });
      expect(await second.send([await reportOf({ of: OTHER }), await reportOf()])).toEqual({
        accepted: 1,
        rejected: [{ at: 1, code: 'report/unknown-task' }],
      });
    });

    test('is refused with every problem it has', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const backwards = { ...OTHER, rounds: { first: 9, last: 8, every: 1 } };
      const mode = { kind: 'relay', url: 'https://r.example', operator: 'R', keyConfig: 'A' };
      const keys = await server.app.inject('/v1/ohttp-keys');
      const own = keys.rawPayload.subarray(2).toString('base64url');
      const put = (tasks: unknown) => server.owner('PUT', 'configuration', { tasks });
      expect(await put([{ ...OTHER, mode: { ...mode, keyConfig: own } }])).toMatchObject({
        status: 200,
      });
      expect(await put([TASK, backwards, TASK, { ...OTHER, mode }])).toMatchObject({
        status: 400,
        body: {
          code: 'config/invalid',
          message: [
            'tasks[1].rounds: the last lies before the first',
            'tasks[2]: the same task twice',
            `tasks[3].mode.keyConfig: is not that of this server's gateway, ${own}`,
          ].join('\n'),
        },
      });
      const mechanism = { ...TASK.mechanism, microEpsilon: 16_000_001 };
      const answer = await put([{ ...TASK, mechanism, minimumCohort: 0 }]);
      expect(answer).toMatchObject({ status: 400, body: { code: 'server/request' } });
      const { message } = answer.body as { message: string };
      expect(message).toContain('tasks.0.mechanism.microEpsilon');
      expect(message).toContain('tasks.0.minimumCohort');
      expect((await configuration(server)).serial).toBe(2);
    });

    test('is signed with the key that the environment gives', async () => {
      const { database } = await create();
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]);
      const signingKey = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey));
      const server = await testServer(database, { signingKey });
      expect((await configuration(server)).serial).toBe(1);
      const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
      expect(server.publicKey).toBe(Buffer.from(raw).toString('base64url'));
      expect(await database.query('select * from signing_key')).toEqual([]);
    });
  });

  describe('the owner’s API', () => {
    test('is closed to everyone without a valid key', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const key = server.ownerKey!;
      const last = key.at(-1) === 'A' ? 'B' : 'A';
      for (const bad of ['', 'x', `${key}x`, `${key.slice(0, -1)}${last}`, key.slice(0, -1)])
        for (const [method, path] of [
          ['GET', 'rounds'],
          ['GET', 'keys'],
          ['PUT', 'configuration'],
        ] as const)
          expect(await server.owner(method, path, undefined, bad)).toMatchObject({
            status: 401,
            body: { code: 'server/unauthorised' },
          });
      const none = await server.get('/v1/owner/rounds');
      expect([none.status, JSON.parse(none.text)]).toMatchObject([
        401,
        { code: 'server/unauthorised' },
      ]);
      expect((await server.owner('GET', 'rounds')).status).toBe(200);
    });

    test('makes and revokes keys, of which the database has hashes alone', async () => {
      const made = await create();
      const server = await testServer(made.database);
      const { status, body } = await server.owner('POST', 'keys', { name: 'dashboard' });
      const { id, key } = body as { id: number; key: string };
      expect(status).toBe(201);
      expect((await server.owner('GET', 'keys', undefined, key)).body).toEqual({
        keys: [
          { id: 1, name: 'first', revoked: false },
          { id, name: 'dashboard', revoked: false },
        ],
      });
      expect((await server.owner('DELETE', 'keys/1')).status).toBe(204);
      expect((await server.owner('GET', 'keys')).status).toBe(401);
      const again = await server.owner('DELETE', `keys/${id}`, undefined, key);
      expect(again).toMatchObject({ status: 409, body: { code: 'server/conflict' } });
      const unknown = await server.owner('DELETE', 'keys/77', undefined, key);
      expect(unknown).toMatchObject({ status: 404, body: { code: 'server/not-found' } });
      const kept = await dump(made);
      for (const secret of [key, server.ownerKey!]) expect(kept).not.toContain(secret.slice(6));
      expect((await testServer(await made.another())).ownerKey).toBeUndefined();
    });
  });

  describe('the server', () => {
    test('keeps and logs neither address nor browser nor time', async () => {
      const made = await create();
      const server = await testServer(made.database);
      const [ip, agent, cookie] = ['203.0.113.77', 'Planted/9.9', 'planted-cookie'];
      const headers = {
        'content-type': 'application/octet-stream',
        'x-forwarded-for': ip,
        forwarded: `for=${ip}`,
        'x-real-ip': ip,
        'user-agent': agent,
        cookie,
        referer: `https://shop.example/${cookie}`,
      };
      const request = (method: 'GET' | 'POST', url: string, payload?: Buffer) =>
        server.app.inject({ method, url, headers, remoteAddress: ip, ...(payload && { payload }) });
      await server.send(await reportsOf(10));
      const bytes = Buffer.from(encodeReport(await reportOf()));
      expect((await request('POST', '/v1/reports', bytes)).json()).toMatchObject({ accepted: 1 });
      for (const [method, url] of [
        ['POST', '/v1/reports'],
        ['GET', '/v1/owner/rounds'],
        ['GET', `/v1/nothing/${cookie}`],
        ['GET', '/v1/configuration'],
      ] as const)
        await request(method, url, method === 'POST' ? Buffer.from(agent) : undefined);
      const whileRaw = await dump(made);
      // Something to log: the table is gone.
      await made.database.query('alter table object rename to hidden');
      const broken = await request('GET', `/v1/objects/${'0'.repeat(64)}`);
      await made.database.query('alter table hidden rename to object');
      expect(broken.statusCode).toBe(503);
      expect(server.lines).toHaveLength(1);
      expect(server.lines[0]).toContain('server/database');
      server.now = OVER;
      await server.keepRounds();
      const metrics = await server.figures();
      const all = [whileRaw, await dump(made), server.lines.join('\n'), metrics].join('\n');
      for (const planted of [ip, '203.0.113', agent, cookie, Buffer.from(ip).toString('hex')])
        expect(all).not.toContain(planted);
      expect(server.lines.join()).not.toContain('"time"');
      const columns = await made.database.query<{ type: string }>(
        `select distinct data_type as type from information_schema.columns
         where table_schema = 'public' order by 1`,
      );
      expect(columns.map(({ type }) => type)).toEqual([
        'bigint',
        'boolean',
        'bytea',
        'integer',
        'text',
      ]);
    });

    test('tells everyone the same, cacheable and without anything that could mark a reader', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const { object } = (await server.owner('PUT', 'configuration', { tasks: [TASK] })).body as {
        object: string;
      };
      const minutes = 'public, max-age=300';
      for (const [url, caching] of [
        ['/v1/configuration', minutes],
        ['/v1/rounds', minutes],
        ['/v1/model', minutes],
        ['/v1/key', minutes],
        [`/v1/objects/${object}`, 'public, max-age=31536000, immutable'],
      ]) {
        const { status, headers } = await server.get(url!);
        expect(status).toBe(200);
        expect(Object.keys(headers).sort()).toEqual([
          'access-control-allow-origin',
          'cache-control',
          'connection',
          'content-length',
          'content-type',
          'date',
        ]);
        expect(headers).toMatchObject({
          'cache-control': caching,
          'access-control-allow-origin': '*',
        });
      }
      expect((await server.get(`/v1/objects/${'0'.repeat(64)}`)).status).toBe(404);
      expect((await server.get('/v1/objects/x')).status).toBe(400);
      expect((await server.get('/elsewhere')).text).toContain('server/not-found');
    });

    test('lets pages of the named origins send reports, and no others', async () => {
      const { database } = await create();
      const server = await testServer(database, { origins: ['https://shop.example'] });
      const ask = async (origin: string) =>
        (
          await server.app.inject({
            method: 'OPTIONS',
            url: '/v1/reports',
            headers: { origin, 'access-control-request-method': 'POST' },
          })
        ).headers['access-control-allow-origin'];
      expect(await ask('https://shop.example')).toBe('https://shop.example');
      expect(await ask('https://shop.example.evil')).toBeUndefined();
    });

    test('counts what it takes and refuses, and says so to Prometheus', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const report = await reportOf();
      await server.send([report, report, await reportOf({ payload: 9 })]);
      await server.sendBytes(new Uint8Array(3));
      const text = await server.figures();
      for (const line of [
        'sotto_reports_accepted_total 1',
        'sotto_reports_rejected_total{code="report/replayed"} 1',
        'sotto_reports_rejected_total{code="report/payload"} 1',
        'sotto_reports_rejected_total{code="report/malformed"} 1',
        'sotto_reports_rejected_total{code="report/late"} 0',
        'sotto_rounds{state="collecting"} 1',
        'sotto_versions{state="current"} 0',
        'sotto_write_seconds_count 1',
      ])
        expect(text.split('\n')).toContain(line);
      expect(await roundsByState(database)).toEqual([{ state: 'collecting', count: 1 }]);
    });

    test('tells its figures to the owner and to who has the token for them, and to nobody else', async () => {
      const { database } = await create();
      const metricsToken = 'token-of-prometheus';
      const server = await testServer(database, { metricsToken });
      const status = async (authorization?: string) =>
        (
          await server.app.inject({
            url: '/metrics',
            ...(authorization === undefined ? {} : { headers: { authorization } }),
          })
        ).statusCode;
      expect(await status(`Bearer ${server.ownerKey}`)).toBe(200);
      expect(await status(`Bearer ${metricsToken}`)).toBe(200);
      for (const bad of [undefined, 'Bearer x', `Bearer ${metricsToken}x`, metricsToken])
        expect(await status(bad)).toBe(401);
      // The token opens nothing else.
      expect((await server.owner('GET', 'rounds', undefined, metricsToken)).status).toBe(401);
    });

    test('asks devices to come again when more come than it is set to take', async () => {
      const { database } = await create();
      const server = await testServer(database, { reportsPerSecond: 10 });
      const full = Buffer.concat((await reportsOf(MAX_BATCH)).map(encodeReport));
      expect((await server.sendBytes(full)).status).toBe(200);
      const refused = await server.sendBytes(encodeReport(await reportOf()));
      expect(refused).toMatchObject({ status: 503, body: { code: 'server/busy', retry: true } });
      server.now += 1_000;
      expect((await server.sendBytes(encodeReport(await reportOf()))).status).toBe(200);
    });

    test('is alive without its tables, but not ready', async () => {
      const { database } = await create();
      const server = await testServer(database);
      expect((await server.get('/readyz')).status).toBe(200);
      await database.query('delete from migration');
      expect((await server.get('/healthz')).status).toBe(200);
      expect(await server.get('/readyz')).toMatchObject({ status: 503 });
      await database.query('drop table report');
      expect(await server.sendBytes(encodeReport(await reportOf()))).toMatchObject({
        status: 503,
        body: { code: 'server/database', retry: true },
      });
    });

    test('describes its messages in an OpenAPI document, and its routes in docs/server.md', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const { paths } = JSON.parse((await server.get('/v1/openapi.json')).text) as {
        paths: Record<string, Record<string, { responses: Record<string, object> }>>;
      };
      const described = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(
          (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        ),
      );
      const document = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
      const listed = [...document.matchAll(/^\| `((?:GET|POST|PUT|DELETE) \S+)`/gm)];
      expect(new Set([...described, 'GET /v1/openapi.json'])).toEqual(
        new Set(listed.map(([, route]) => route)),
      );
      const answer = JSON.stringify(paths['/v1/reports']?.['post']?.responses['200']);
      expect(answer).toContain('report/replayed');
      expect(JSON.stringify(paths['/v1/owner/configuration'])).toContain('k-ary-response');
    });
  });
}
