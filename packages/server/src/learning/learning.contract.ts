import {
  publishedRoundSchema,
  readConfiguration,
  readSigned,
  roundIndexSchema,
  roundStatement,
  taskHashOf,
  type PublishedRound,
  type Task,
} from '@sotto/protocol';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  ROUND,
  stoppedAt,
  testServer,
  type TestDatabase,
  type TestServer,
} from '../fixture.contract.ts';
import {
  FUSION,
  indexOf,
  learningServer,
  LEARNING,
  live,
  modelOf,
  OUTCOME,
  overOf,
  POPULARITY,
  report,
  TASKS,
  VOTE,
} from './fixture.contract.ts';
import { stepOf, unlearnt } from './optimisers/index.ts';
import { gradientOf } from './gathered.ts';
import { readLearning } from './settings.ts';

/** The published result of a round, as anybody reads it. */
async function publishedOf(server: TestServer, round: number): Promise<PublishedRound> {
  const { rounds } = v.parse(roundIndexSchema, JSON.parse((await server.get('/v1/rounds')).text));
  const task = await taskHashOf(FUSION);
  const entry = rounds.find((each) => each.round === round && each.task === task);
  const { text } = await server.get(`/v1/objects/${entry?.sha256}`);
  return v.parse(publishedRoundSchema, JSON.parse(text));
}

/** The numbers that a first step comes to, from what is public alone. */
async function firstStep(server: TestServer, round: number): Promise<readonly number[]> {
  const how = readLearning(LEARNING)?.parts.fusion;
  if (how === undefined) throw new Error('Nothing is learnt.');
  const gradient = gradientOf(await publishedOf(server, round), how.aggregate);
  return stepOf(how, unlearnt(16), gradient).numbers;
}

const states = async (server: TestServer): Promise<string[]> =>
  (await indexOf(server)).versions.map(({ serial, state }) => `${serial} ${state}`);

const BETTER = { better: 60, same: 30, worse: 10 };
const WORSE = { better: 10, same: 30, worse: 60 };

/** What a server learns from its rounds, whatever keeps them. */
export function learningContract(create: () => Promise<TestDatabase>): void {
  describe('a shop that learns', () => {
    test('tries what a round of gradients says, and keeps it when devices are better off', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      expect(await indexOf(server)).toMatchObject({ serial: 1, current: null, candidate: null });
      await live(server, ROUND, { gradients: 200 });
      const tried = await indexOf(server);
      expect(tried).toMatchObject({
        current: null,
        candidate: { serial: 1, canaryPercent: 10, since: ROUND + 2 },
      });
      const model = await modelOf(server, tried.candidate);
      expect(model).toMatchObject({ serial: 1, parent: null, since: ROUND + 2 });
      expect(model.parts.fusion?.numbers).toEqual(await firstStep(server, ROUND));
      expect(Math.min(...model.parts.fusion!.numbers.slice(0, 4))).toBeGreaterThan(0.1);
      expect(model.learntFrom).toEqual([
        {
          measure: 'fusion-gradient',
          task: await taskHashOf(FUSION),
          round: ROUND,
          reports: 200,
          claim: {
            mode: 'solo',
            unit: 'device and round',
            adjacency: 'substitution',
            microEpsilon: 4_000_000,
          },
        },
      ]);
      await live(server, ROUND + 1, { votes: BETTER });
      const kept = await indexOf(server);
      expect(kept.candidate).toBeNull();
      expect(kept.current).toEqual({
        serial: 1,
        sha256: tried.candidate?.sha256,
        signature: tried.candidate?.signature,
      });
      expect(kept.versions[0]?.quality?.vote).toMatchObject({ reports: 100 });
      await live(server, ROUND + 2, { gradients: 200 });
      const next = await modelOf(server, (await indexOf(server)).candidate);
      expect(next).toMatchObject({ serial: 2, parent: kept.current?.sha256, since: ROUND + 4 });
      expect(next.learntFrom.map(({ round }) => round)).toEqual([ROUND + 2]);
      expect(next.parts.fusion!.numbers[0]).toBeGreaterThan(model.parts.fusion!.numbers[0]!);
      const figures = (await server.figures()).split('\n');
      expect(figures).toContain('sotto_versions{state="current"} 1');
      expect(figures).toContain('sotto_versions{state="candidate"} 1');
      expect(server.lines).toEqual([]);
    });

    test('rolls back by itself what devices are worse off with, and learns on from what was before', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200 });
      const first = await modelOf(server, (await indexOf(server)).candidate);
      await live(server, ROUND + 1, { votes: WORSE });
      const index = await indexOf(server);
      expect(index).toMatchObject({ current: null, candidate: null });
      expect(index.versions).toMatchObject([{ serial: 1, state: 'rolled-back' }]);
      expect(index.versions[0]!.quality!.vote!.high).toBeLessThan(0);
      // Within its round devices may have been at either version.
      await live(server, ROUND + 2, { gradients: 200 });
      expect(await states(server)).toEqual(['1 rolled-back']);
      await live(server, ROUND + 4, { gradients: 200 });
      const second = await modelOf(server, (await indexOf(server)).candidate);
      expect(second).toMatchObject({ serial: 2, parent: null });
      expect(second.learntFrom.map(({ round }) => round)).toEqual([ROUND + 4]);
      expect(second.parts.fusion?.numbers).toEqual(await firstStep(server, ROUND + 4));
      // The object of what was rolled back stays.
      expect(await modelOf(server, index.versions[0]!)).toEqual(first);
    });

    test('tries on while votes say neither, learns of all rounds at the candidate once it is kept', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200 });
      await live(server, ROUND + 1, { votes: { better: 10, same: 4, worse: 9 } });
      await live(server, ROUND + 2, { gradients: 180 });
      expect(await states(server)).toEqual(['1 candidate']);
      await live(server, ROUND + 3, { votes: BETTER });
      expect(await states(server)).toEqual(['2 candidate', '1 current']);
      const { learntFrom } = await modelOf(server, (await indexOf(server)).candidate);
      expect(learntFrom).toMatchObject([{ round: ROUND + 2, reports: 180 }]);
    });

    test.each([
      ['is kept where the mean vote is not below 0', { better: 12, same: 4, worse: 7 }, 'current'],
      ['is rolled back where it is', { better: 7, same: 4, worse: 12 }, 'rolled-back'],
      ['is rolled back where nobody voted', {}, 'rolled-back'],
    ])('whose trial is over %s', async (_, votes, state) => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200 });
      await live(server, ROUND + 1, { votes });
      // Made in the round after the gradients': the trial has four rounds from there.
      server.now = overOf(ROUND + 4);
      await server.keepRounds();
      expect(await states(server)).toEqual(['1 candidate']);
      server.now = overOf(ROUND + 5);
      await server.keepRounds();
      expect(await states(server)).toEqual([`1 ${state}`]);
    });

    test('rolls back what lists of the canary do worse with, unless somebody tampers with them', async () => {
      const outcomes = { 'current:seen': 300, 'current:clicked': 600, 'canary:seen': 100 };
      for (const [more, tampered] of [
        [{}, false],
        [{ 'canary:seen': 600 }, true],
      ] as const) {
        const { database } = await create();
        const server = await learningServer(database);
        await live(server, ROUND, { gradients: 200 });
        // Of a week that the trial began in: not all of its lists could be made with the candidate.
        await live(server, ROUND + 1, { outcomes: { ...outcomes, ...more } });
        expect((await indexOf(server)).versions[0]!.quality).toBeNull();
        await live(server, ROUND + 3, { outcomes: { ...outcomes, ...more } });
        const [version] = (await indexOf(server)).versions;
        expect(version!.quality?.outcome).toMatchObject({ tampered });
        expect(version!.state).toBe(tampered ? 'candidate' : 'rolled-back');
      }
    });

    test('learns nothing twice and loses nothing when the server is stopped at any point', async () => {
      const { database, another } = await create();
      const server = await learningServer(database);
      await report(server, ROUND, { gradients: 200, popularity: [40, 10, 0, 0, 50] });
      for (const statement of [
        'update round set learnt',
        'insert into gathered',
        'insert into object',
        'insert into model_version',
        'delete from gathered',
        'insert into model_index',
      ]) {
        const stopped = await learningServer(stoppedAt(await another(), statement));
        stopped.now = overOf(ROUND);
        await stopped.keepRounds();
        expect(stopped.lines.join()).toContain('server/database');
        expect((await indexOf(stopped)).serial).toBe(1);
      }
      server.now = overOf(ROUND);
      await server.keepRounds();
      await server.keepRounds();
      const index = await indexOf(server);
      expect(index).toMatchObject({ serial: 2, candidate: { serial: 1 } });
      const { parts, learntFrom } = await modelOf(server, index.candidate);
      expect(parts.fusion?.numbers).toEqual(await firstStep(server, ROUND));
      expect(learntFrom.map(({ measure }) => measure).sort()).toEqual([
        'fusion-gradient',
        'group-popularity',
      ]);
      expect(server.lines).toEqual([]);
    });

    test('learns once when servers get to a round at the same time', async () => {
      const { database, another } = await create();
      const servers = [
        await learningServer(database),
        await learningServer(await another()),
        await learningServer(await another()),
      ];
      await report(servers[0]!, ROUND, { gradients: 200, popularity: [40, 10, 0, 0, 50] });
      for (const server of servers) server.now = overOf(ROUND);
      await Promise.all(servers.map((server) => server.keepRounds()));
      for (const server of servers) expect(server.lines).toEqual([]);
      const index = await indexOf(servers[0]!);
      expect(index.versions).toHaveLength(1);
      const { parts, learntFrom } = await modelOf(servers[0]!, index.candidate);
      expect(parts.fusion?.numbers).toEqual(await firstStep(servers[0]!, ROUND));
      expect(learntFrom.filter(({ measure }) => measure === 'fusion-gradient')).toHaveLength(1);
    });

    test('signs all that was published anew where the key is another one than before', async () => {
      const { database, another } = await create();
      const first = await testServer(database, { tasks: TASKS, learning: LEARNING });
      await live(first, ROUND, { gradients: 200 });
      const before = await indexOf(first);
      const model = await modelOf(first, before.candidate);
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]);
      const signingKey = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey));
      const second = await testServer(await another(), { signingKey, tasks: undefined });
      expect(second.publicKey).not.toBe(first.publicKey);
      const index = await indexOf(second);
      expect(index.serial).toBe(before.serial + 1);
      expect(index.candidate).toMatchObject({ sha256: before.candidate?.sha256, since: ROUND + 2 });
      expect(await modelOf(second, index.candidate)).toEqual(model);
      const configuration = JSON.parse((await second.get('/v1/configuration')).text) as unknown;
      expect(await readConfiguration(configuration, second.publicKey)).toMatchObject({
        serial: 2,
        tasks: TASKS,
      });
      const { rounds } = v.parse(
        roundIndexSchema,
        JSON.parse((await second.get('/v1/rounds')).text),
      );
      expect(rounds).toHaveLength(1);
      for (const { sha256, signature } of rounds) {
        const signed = { payload: roundStatement(sha256), signature };
        expect(await readSigned(signed, second.publicKey)).toBe(signed.payload);
      }
      await live(second, ROUND + 1, { votes: BETTER });
      expect(await states(second)).toEqual(['1 current']);
      const third = await testServer(await another(), { signingKey, tasks: undefined });
      expect(await indexOf(third)).toEqual(await indexOf(second));
    });

    test('tells of groups what private counts say', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200, popularity: [100, 0, 300, 0, 200] });
      const first = await modelOf(server, (await indexOf(server)).candidate);
      const { count, popularity, standardError } = first.parts.groups!;
      expect(count).toBe(5);
      // Four standard errors, of five numbers each of two rounds: by chance less than once in 1,000.
      for (const [group, held] of [100, 0, 300, 0, 200].entries())
        expect(Math.abs(popularity[group]! - held)).toBeLessThan(4 * standardError);
      await live(server, ROUND + 1, { votes: BETTER });
      await live(server, ROUND + 2, { gradients: 200, popularity: [100, 0, 0, 0, 0] });
      const next = (await modelOf(server, (await indexOf(server)).candidate)).parts.groups!;
      expect(next.popularity[0]).toBeGreaterThan(popularity[0]! + 40);
      expect(next.popularity[2]).toBeLessThan(popularity[2]!);
      expect(next.standardError).toBeGreaterThan(0.8 * standardError);
    });

    test('tells nothing of groups that were numbered otherwise', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200, popularity: [100, 0, 300, 0, 200] });
      await live(server, ROUND + 1, { votes: BETTER });
      const renumbered: Task = {
        ...POPULARITY,
        mechanism: { ...POPULARITY.mechanism, numbering: 'fedcba9876543210' } as Task['mechanism'],
      };
      const tasks = [FUSION, VOTE, OUTCOME, renumbered];
      const put = await server.owner('PUT', 'configuration', { tasks, learning: LEARNING });
      expect(put.status).toBe(200);
      await live(server, ROUND + 2, { gradients: 200, popularity: [0, 0, 0, 200, 0] }, renumbered);
      const { groups } = (await modelOf(server, (await indexOf(server)).candidate)).parts;
      expect(groups?.numbering).toBe('fedcba9876543210');
      for (const [group, held] of [0, 0, 0, 200, 0].entries())
        expect(Math.abs(groups!.popularity[group]! - held)).toBeLessThan(4 * groups!.standardError);
    });

    test('does not learn from a round that was taken back before', async () => {
      const { database } = await create();
      const server = await learningServer(database);
      await live(server, ROUND, { gradients: 200 });
      await live(server, ROUND + 1, { votes: { better: 10, same: 4, worse: 9 } });
      await live(server, ROUND + 2, { gradients: 180 });
      const path = `rounds/${await taskHashOf(FUSION)}/${ROUND + 2}/roll-back`;
      expect((await server.owner('POST', path)).status).toBe(204);
      await live(server, ROUND + 3, { votes: BETTER });
      expect(await states(server)).toEqual(['1 current']);
    });

    test('learns nothing without settings, and nothing of what came before them', async () => {
      const { database, another } = await create();
      const server = await testServer(database, { tasks: TASKS });
      await live(server, ROUND, { gradients: 200 });
      expect(await states(server)).toEqual([]);
      const learns = await learningServer(await another());
      learns.now = overOf(ROUND);
      await learns.keepRounds();
      expect(await states(learns)).toEqual([]);
      await live(learns, ROUND + 2, { gradients: 200 });
      const { learntFrom } = await modelOf(learns, (await indexOf(learns)).candidate);
      expect(learntFrom.map(({ round }) => round)).toEqual([ROUND + 2]);
    });
  });
}
