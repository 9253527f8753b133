import { describe, expect, test } from 'vitest';
import { ROUND, type TestDatabase, type TestServer } from '../fixture.contract.ts';
import {
  FUSION,
  indexOf,
  LEARNING,
  learningServer,
  live,
  POPULARITY,
  TASKS,
  VOTE,
} from './fixture.contract.ts';

const states = async (server: TestServer): Promise<string[]> =>
  (await indexOf(server)).versions.map(({ serial, state }) => `${serial} ${state}`);

const BETTER = { better: 60, same: 30, worse: 10 };

/** Two versions that were kept, and a third on trial. */
async function threeVersions(server: TestServer): Promise<void> {
  for (const round of [ROUND, ROUND + 2]) {
    await live(server, round, { gradients: 200 });
    await live(server, round + 1, { votes: BETTER });
  }
  await live(server, ROUND + 4, { gradients: 200 });
}

/** What the owner may do with versions, whatever keeps them. */
export function ownersVersionsContract(create: () => Promise<TestDatabase>): void {
  describe('the owner of versions', () => {
    test('sees each with its state, its quality and the promises of what it learnt from', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await threeVersions(server);
      const { status, body } = await server.owner('GET', 'versions');
      expect(status).toBe(200);
      const { versions } = await indexOf(server);
      expect(body).toMatchObject({
        pinned: false,
        versions: [
          { serial: 3, state: 'candidate', decided: null, quality: null },
          { serial: 2, state: 'current', decided: ROUND + 4, parent: versions[2]!.sha256 },
          {
            serial: 1,
            state: 'replaced',
            sha256: versions[2]!.sha256,
            quality: { confidence: 0.95, vote: { reports: 100 } },
            learntFrom: [{ round: ROUND, reports: 200, claim: { microEpsilon: 4_000_000 } }],
          },
        ],
      });
    });

    test('goes back to one that was kept, and to the release', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await threeVersions(server);
      const { serial } = await indexOf(server);
      const rollBack = (to: number) => server.owner('POST', `versions/${to}/roll-back`);
      expect(await rollBack(1)).toEqual({ status: 204, body: undefined });
      expect(await states(server)).toEqual(['3 rolled-back', '2 rolled-back', '1 current']);
      expect(await indexOf(server)).toMatchObject({ serial: serial + 1, current: { serial: 1 } });
      for (const [to, status, code] of [
        [1, 409, 'server/conflict'],
        [2, 409, 'server/conflict'],
        [7, 404, 'server/not-found'],
      ] as const)
        expect(await rollBack(to)).toMatchObject({ status, body: { code } });
      expect((await rollBack(0)).status).toBe(204);
      expect(await indexOf(server)).toMatchObject({ current: null, candidate: null });
      // It learns on from there.
      await live(server, ROUND + 8, { gradients: 200 });
      expect((await states(server))[0]).toBe('4 candidate');
    });

    test('holds on to a version until it is let go', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await threeVersions(server);
      expect((await server.owner('POST', 'versions/2/pin')).status).toBe(204);
      expect((await states(server)).slice(0, 2)).toEqual(['3 rolled-back', '2 current']);
      expect((await server.owner('GET', 'versions')).body).toMatchObject({ pinned: true });
      await live(server, ROUND + 6, { gradients: 200 });
      expect((await states(server))[0]).toBe('3 rolled-back');
      expect((await server.owner('DELETE', 'versions/pin')).status).toBe(204);
      expect(await server.owner('DELETE', 'versions/pin')).toMatchObject({ status: 409 });
      await server.keepRounds();
      expect((await states(server))[0]).toBe('3 rolled-back');
      await live(server, ROUND + 8, { gradients: 200 });
      expect((await states(server))[0]).toBe('4 candidate');
    });

    test('hears of every problem of settings, and sees those in force', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      const put = (tasks: object[], learning: object) =>
        server.owner('PUT', 'configuration', { tasks, learning });
      expect(await put(TASKS, { parts: {} })).toMatchObject({
        status: 400,
        body: { code: 'config/invalid', message: 'learning.parts: there is none' },
      });
      const wide = { ...FUSION, mechanism: { ...FUSION.mechanism, dimension: 32 } };
      expect(await put([wide, POPULARITY, POPULARITY], LEARNING)).toMatchObject({
        status: 400,
        body: {
          message: [
            'tasks[2]: the same task twice',
            'learning: fusion-gradient asks for a code book of 16 numbers',
            'learning: there are 2 tasks of group-popularity, which it needs one of',
            'learning: there are 0 tasks of version-vote, which it needs one of',
          ].join('\n'),
        },
      });
      const bad = await put(TASKS, {
        parts: { fusion: { kind: 'momentum', rate: -1, speed: 3 } },
        trial: { canaryPercent: 100 },
      });
      expect(bad).toMatchObject({ status: 400, body: { code: 'server/request' } });
      const { message } = bad.body as { message: string };
      for (const path of ['parts.fusion.rate', 'parts.fusion.speed', 'trial.canaryPercent'])
        expect(message).toContain(`learning.${path}`);
      const fusion = { kind: 'adam', rate: 0.2, cap: 0.5 };
      expect((await put([FUSION, VOTE], { parts: { fusion } })).status).toBe(200);
      expect((await server.owner('GET', 'configuration')).body).toMatchObject({
        serial: 2,
        tasks: [FUSION, VOTE],
        learning: {
          parts: { fusion: { ...fusion, momentum: 0.5, aggregate: 'filtered', shrink: false } },
          trial: { canaryPercent: 10, confidence: 0.95, margin: 0.1, rounds: 8 },
        },
      });
    });
  });
}
