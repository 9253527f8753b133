import { createHash, webcrypto } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { kAryResponse } from '@sotto/privacy';
import {
  fromBase64Url,
  MAX_BATCH,
  publishedRoundSchema,
  roundIndexSchema,
  roundStatement,
  ROUND_MS,
  taskHashOf,
  type PublishedRound,
  type RoundIndex,
  type Task,
} from '@sotto/protocol';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  EXPIRED,
  OVER,
  rawReports,
  reportOf,
  reportsOf,
  ROUND,
  seededRandom,
  START,
  stoppedAt,
  TASK,
  testServer,
  type TestDatabase,
  type TestServer,
} from '../fixture.contract.ts';

type RoundEntry = RoundIndex['rounds'][number];

const index = async (server: TestServer): Promise<RoundEntry[]> =>
  v.parse(roundIndexSchema, JSON.parse((await server.get('/v1/rounds')).text)).rounds;

async function result(server: TestServer, { sha256 }: RoundEntry): Promise<PublishedRound> {
  const { text } = await server.get(`/v1/objects/${sha256}`);
  expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
  return v.parse(publishedRoundSchema, JSON.parse(text));
}

const states = async (server: TestServer): Promise<unknown> =>
  ((await server.owner('GET', 'rounds')).body as { rounds: unknown }).rounds;

async function verifies(server: TestServer, entry: RoundEntry): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const raw = fromBase64Url(server.publicKey);
  const key = await webcrypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const statement = new TextEncoder().encode(roundStatement(entry.sha256));
  return webcrypto.subtle.verify(algorithm, key, fromBase64Url(entry.signature), statement);
}

/** What a server does with rounds, whatever keeps them. */
export function roundsContract(create: () => Promise<TestDatabase>): void {
  describe('a round', () => {
    test('is published once it is over, signed, and its raw reports are gone', async () => {
      const { database } = await create();
      const server = await testServer(database);
      await server.send([...(await reportsOf(30)), ...(await reportsOf(12, { payload: 2 }))]);
      server.now = OVER - 1;
      await server.keepRounds();
      expect(await index(server)).toEqual([]);
      const task = await taskHashOf(TASK);
      expect(await states(server)).toEqual([
        { task, round: ROUND, state: 'collecting', reports: 42 },
      ]);
      server.now = OVER;
      await server.keepRounds();
      const [entry, ...more] = await index(server);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ task, round: ROUND });
      expect(await verifies(server, entry!)).toBe(true);
      const published = await result(server, entry!);
      expect(published).toMatchObject({ task: TASK, round: ROUND, reports: 42 });
      expect(await rawReports(database)).toBe(0);
      expect(await states(server)).toMatchObject([{ state: 'published', reports: 42 }]);
    });

    test('with too few reports is discarded unread', async () => {
      const { database } = await create();
      const server = await testServer(database);
      await server.send(await reportsOf(TASK.minimumCohort - 1));
      server.now = OVER;
      await server.keepRounds();
      expect(await index(server)).toEqual([]);
      expect(await states(server)).toMatchObject([{ state: 'discarded', reports: 4 }]);
      expect(await rawReports(database)).toBe(0);
    });

    test('loses nothing and counts nothing twice when the server restarts at any point', async () => {
      const { database, another } = await create();
      const first = await testServer(database);
      const reports = await reportsOf(10);
      expect((await first.send(reports)).accepted).toBe(10);
      await first.app.close();
      const second = await testServer(stoppedAt(await another(), 'delete from report'));
      // Its answer was lost on the way, so the device sends again.
      expect((await second.send([...reports, await reportOf()])).accepted).toBe(1);
      second.now = OVER;
      await second.keepRounds();
      expect(second.lines.join()).toContain('server/database');
      const closed = { state: 'closed', reports: 11 };
      const third = await testServer(await another());
      third.now = OVER;
      const { ownerKey } = first;
      const rounds = await third.owner('GET', 'rounds', undefined, ownerKey);
      expect(rounds.body).toMatchObject({ rounds: [closed] });
      expect(await rawReports(database)).toBe(11);
      expect(await index(third)).toEqual([]);
      await third.keepRounds();
      await third.keepRounds();
      const entries = await index(third);
      expect(entries).toHaveLength(1);
      expect((await result(third, entries[0]!)).reports).toBe(11);
    });

    test('is published once by servers that get to it at the same time', async () => {
      const { database, another } = await create();
      const servers = [await testServer(database), await testServer(await another())];
      await servers[0]!.send(await reportsOf(2_500));
      for (const server of servers) server.now = OVER;
      await Promise.all(servers.map((server) => server.keepRounds()));
      for (const server of servers) expect(server.lines).toEqual([]);
      const entries = await index(servers[0]!);
      expect(entries).toHaveLength(1);
      expect((await result(servers[0]!, entries[0]!)).reports).toBe(2_500);
      expect(await rawReports(database)).toBe(0);
    });

    test('counts just the reports that were acknowledged while it closed', async () => {
      const { database, another } = await create();
      const [behind, ahead] = [await testServer(database), await testServer(await another())];
      behind.now = OVER - 1;
      ahead.now = OVER;
      expect((await behind.send(await reportsOf(10))).accepted).toBe(10);
      const messages = await Promise.all(Array.from({ length: 40 }, () => reportsOf(3)));
      const answers = messages.map((message) => behind.send(message));
      await ahead.keepRounds();
      const accepted = (await Promise.all(answers)).reduce((sum, each) => sum + each.accepted, 10);
      const [entry] = await index(ahead);
      expect((await result(ahead, entry!)).reports).toBe(accepted);
      expect(await rawReports(database)).toBe(0);
    });

    test('that could not be estimated has no raw report seven days after its end', async () => {
      const { database } = await create();
      const healthy = await testServer(database);
      const server = await testServer(stoppedAt(database, 'insert into object'));
      await healthy.send(await reportsOf(10));
      server.now = EXPIRED - 1;
      await server.keepRounds();
      expect(await rawReports(database)).toBe(10);
      server.now = EXPIRED;
      await server.keepRounds();
      expect(await rawReports(database)).toBe(0);
      healthy.now = EXPIRED;
      await healthy.keepRounds();
      expect(await index(healthy)).toEqual([]);
      expect(await states(healthy)).toMatchObject([{ state: 'expired', reports: null }]);
    });

    test('that is rolled back leaves the index, and its object stays', async () => {
      const { database } = await create();
      const server = await testServer(database);
      await server.send(await reportsOf(10));
      const rollBack = async () =>
        server.owner('POST', `rounds/${await taskHashOf(TASK)}/${ROUND}/roll-back`);
      expect(await rollBack()).toMatchObject({ status: 409, body: { code: 'server/conflict' } });
      server.now = OVER;
      await server.keepRounds();
      const [entry] = await index(server);
      expect(await rollBack()).toEqual({ status: 204, body: undefined });
      expect(await index(server)).toEqual([]);
      expect((await result(server, entry!)).reports).toBe(10);
      expect(await states(server)).toMatchObject([{ state: 'rolled-back' }]);
      expect(await rollBack()).toMatchObject({ status: 409 });
      const unknown = await server.owner('POST', `rounds/${'0'.repeat(64)}/${ROUND}/roll-back`);
      expect(unknown).toMatchObject({ status: 404, body: { code: 'server/not-found' } });
    });

    // In one piece, the estimate would keep others waiting for some seconds.
    test('of many items leaves the server free to answer while it is estimated', async () => {
      const { database } = await create();
      const mechanism = { kind: 'local-hashing', microEpsilon: 4_000_000, items: 20_000 } as const;
      const of: Task = { ...TASK, mechanism };
      const server = await testServer(database, { tasks: [of] });
      const reports = await reportsOf(8_000, { of });
      for (let at = 0; at < reports.length; at += MAX_BATCH)
        await server.send(
          reports
            .slice(at, at + MAX_BATCH)
            // A number of a hash function and a value.
            .map((report, nth) => ({ ...report, payload: (at + nth) * 256 + (nth % 56) })),
        );
      server.now = OVER;
      const keeping = { isOver: false };
      const kept = server.keepRounds().finally(() => (keeping.isOver = true));
      let answers = 0;
      for (; !keeping.isOver; answers += 1) {
        await setImmediate();
        expect((await server.get('/healthz')).status).toBe(200);
      }
      await kept;
      expect(await index(server)).toHaveLength(1);
      expect(answers).toBeGreaterThan(15);
    });

    test('states intervals that hold as many of the known counts as it says', async () => {
      const { database } = await create();
      const epsilons = Array.from({ length: 12 }, (_, at) => 1_000_000 + at * 250_000);
      const tasks = epsilons.map((microEpsilon): Task => {
        const values = ['a', 'b', 'c', 'd', 'e', 'f'];
        return { ...TASK, mechanism: { kind: 'k-ary-response', microEpsilon, values } };
      });
      const server = await testServer(database, { tasks });
      server.now = START + 1;
      const truth = [5, 20, 35, 60, 80, 100];
      const random = seededRandom(20);
      for (const [at, of] of tasks.entries())
        for (const round of [ROUND - 1, ROUND]) {
          const reports = await reportsOf(300, { of, round });
          const held = truth.flatMap((count, value) => Array<number>(count).fill(value));
          const parameters = { microEpsilon: epsilons[at]!, values: truth.length };
          await server.send(
            reports.map((report, each) => ({
              ...report,
              payload: kAryResponse(random, parameters, held[each]!),
            })),
          );
        }
      for (const now of [OVER - ROUND_MS, OVER]) {
        server.now = now;
        await server.keepRounds();
      }
      const entries = await index(server);
      expect(entries).toHaveLength(24);
      let within = 0;
      for (const entry of entries) {
        const { result: estimate } = await result(server, entry);
        if (estimate.kind !== 'counts') throw new Error('k-ary response counts.');
        expect(estimate.confidence).toBe(0.95);
        within += truth.filter(
          (count, value) => estimate.low[value]! <= count && count <= estimate.high[value]!,
        ).length;
      }
      // 144 intervals; the seed is fixed. Of independent ones, 126 or fewer would hold with a chance of 2e-4.
      expect(within).toBeGreaterThan(126);
      expect(within).toBeLessThan(144);
    });
  });
}
