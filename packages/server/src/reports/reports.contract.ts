import { encodeReport, MAX_BATCH, REPORT_BYTES } from '@sotto/protocol';
import { describe, expect, test } from 'vitest';
import {
  OVER,
  rawReports,
  reportOf,
  reportsOf,
  ROUND,
  START,
  TASK,
  testServer,
  type TestDatabase,
} from '../fixture.contract.ts';

const replayed = (at: number) => ({ at, code: 'report/replayed' });

/** What a server does with reports, whatever keeps them. */
export function reportsContract(create: () => Promise<TestDatabase>): void {
  describe('reports', () => {
    test('are kept before they are acknowledged, alone and many at once', async () => {
      const { database } = await create();
      const server = await testServer(database);
      expect(await server.send([await reportOf()])).toEqual({ accepted: 1, rejected: [] });
      expect(await rawReports(database)).toBe(1);
      const many = await reportsOf(MAX_BATCH, { payload: 2 });
      expect(await server.send(many)).toEqual({ accepted: MAX_BATCH, rejected: [] });
      expect(await rawReports(database)).toBe(1 + MAX_BATCH);
    });

    test('that come at the same time are each answered for', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const messages = await Promise.all([1, 3, 2, 5, 1].map((count) => reportsOf(count)));
      const bad = await reportOf({ payload: 3 });
      const answers = await Promise.all([
        ...messages.map((each) => server.send(each)),
        server.send([await reportOf(), bad]),
      ]);
      expect(answers.map(({ accepted }) => accepted)).toEqual([1, 3, 2, 5, 1, 1]);
      expect(answers.at(-1)?.rejected).toEqual([{ at: 1, code: 'report/payload' }]);
      expect(await rawReports(database)).toBe(13);
    });

    test('count once, however often they come', async () => {
      const { database, another } = await create();
      const server = await testServer(database);
      const second = await testServer(await another());
      const [first, other] = [await reportOf(), await reportOf({ payload: 1 })];
      expect(await server.send([first, first])).toEqual({ accepted: 1, rejected: [replayed(1)] });
      expect(await server.send([first, other])).toEqual({ accepted: 1, rejected: [replayed(0)] });
      // The same nonce with another payload is no second report.
      const answer = await second.send([{ ...first, payload: 2 }]);
      expect(answer).toEqual({ accepted: 0, rejected: [replayed(0)] });
      expect(await rawReports(database)).toBe(2);
    });

    test('count once when two servers get the same ones at the same time', async () => {
      const { database, another } = await create();
      const server = await testServer(database);
      const second = await testServer(await another());
      const reports = await reportsOf(500);
      const answers = await Promise.all([
        server.send(reports),
        second.send(reports.toReversed()),
        server.send(reports.slice(100)),
      ]);
      expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(500);
      expect(await rawReports(database)).toBe(500);
    });

    test('are refused one by one, each with its code', async () => {
      const { database } = await create();
      const server = await testServer(database);
      server.now = START + 1_000;
      const rounds = { first: ROUND - 9, last: ROUND - 1, every: 1 };
      const early = { ...TASK, measure: 'early', rounds };
      await server.owner('PUT', 'configuration', { tasks: [TASK, early] });
      const answer = await server.send([
        await reportOf({ task: new Uint8Array(16) }),
        await reportOf({ round: ROUND + 1 }),
        await reportOf({ round: 0xffff_ffff }),
        await reportOf({ of: early }),
        await reportOf(),
        await reportOf({ of: early, round: ROUND - 2 }),
        await reportOf({ payload: 3 }),
        await reportOf({ payload: 0xffff_ffff }),
        await reportOf({ round: ROUND - 1 }),
      ]);
      expect(answer).toEqual({
        accepted: 2,
        rejected: [
          { at: 0, code: 'report/unknown-task' },
          { at: 1, code: 'report/wrong-round' },
          { at: 2, code: 'report/wrong-round' },
          { at: 3, code: 'report/wrong-round' },
          { at: 5, code: 'report/late' },
          { at: 6, code: 'report/payload' },
          { at: 7, code: 'report/payload' },
        ],
      });
      expect(await rawReports(database)).toBe(2);
    });

    test('are taken until a day after the round, and no longer', async () => {
      const { database } = await create();
      const server = await testServer(database);
      server.now = OVER - 1;
      expect((await server.send([await reportOf()])).accepted).toBe(1);
      server.now = OVER;
      const late = { accepted: 0, rejected: [{ at: 0, code: 'report/late' }] };
      expect(await server.send([await reportOf()])).toEqual(late);
      await server.keepRounds();
      // Of a server whose clock is behind, the database is right.
      server.now = OVER - 1;
      expect(await server.send([await reportOf()])).toEqual(late);
    });

    test.each([
      ['nothing', 0, 400],
      ['garbage', REPORT_BYTES + 1, 400],
      ['more than 4,096', (MAX_BATCH + 1) * REPORT_BYTES, 413],
    ])('of a message with %s are refused whole', async (_, bytes, status) => {
      const { database } = await create();
      const server = await testServer(database);
      const answer = await server.sendBytes(new Uint8Array(bytes).fill(1));
      expect(answer).toMatchObject({ status, body: { code: 'report/malformed' } });
      expect(await rawReports(database)).toBe(0);
    });

    test('of another version, or under another media type, are refused whole', async () => {
      const { database } = await create();
      const server = await testServer(database);
      const bytes = encodeReport(await reportOf());
      bytes[0] = 2;
      expect(
        await server.sendBytes(Buffer.concat([encodeReport(await reportOf()), bytes])),
      ).toMatchObject({ status: 400, body: { code: 'report/version' } });
      const json = await server.app.inject({ method: 'POST', url: '/v1/reports', payload: {} });
      expect([json.statusCode, json.json()]).toMatchObject([400, { code: 'report/malformed' }]);
      expect(await rawReports(database)).toBe(0);
    });
  });
}
