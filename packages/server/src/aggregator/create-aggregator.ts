import { timingSafeEqual } from 'node:crypto';
import { systemClock, type Clock } from '@sotto/core';
import { systemRandom, type RandomSource } from '@sotto/privacy';
import { toBase64Url } from '@sotto/protocol';
import { generateHelperKey, importHelperKey } from '@sotto/protocol/split';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../create-app.ts';
import type { Database } from '../database/database.ts';
import { lockSetUp, migrate } from '../database/migrate.ts';
import { answerErrors } from '../error-answers.ts';
import { errorSchema } from '../schemas.ts';
import { serverError } from '../server-error.ts';
import {
  helperKeySchema,
  preparedSchema,
  prepareSchema,
  releasedSchema,
  releaseSchema,
  type Prepare,
  type Release,
} from '../split/helper-messages.ts';
import { helperSecret } from '../split/helper-secret.ts';
import { useValibot } from '../valibot-schemas.ts';
import { checkReports, type CheckOptions } from './check-reports.ts';
import { askedRound, forgetRounds } from './helper-round.ts';
import { AGGREGATOR_MIGRATIONS } from './migrations.ts';
import { releaseShare } from './release-share.ts';

/** What a helper is made of. */
export interface CreateAggregatorOptions {
  /** Its own: who has the leader's must not have it. */
  readonly database: Database;
  /** What it and the leader both know, and nobody else: 32 characters or more. */
  readonly secret: string;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Where noise is drawn from. Default `systemRandom`. */
  readonly random?: RandomSource;
  /** Where log lines go. Default standard output. */
  readonly log?: { write(line: string): void };
}

/** A helper that does not listen yet. */
export interface Aggregator {
  readonly app: FastifyInstance;
  /** Its HPKE key, for tasks: a raw P-256 point in base64url. */
  readonly key: string;
  /** Deletes what is known of rounds that ended too long ago. */
  readonly forget: () => Promise<void>;
}

/** What the routes of a helper work with. */
interface AggregatorServices extends CheckOptions {
  readonly key: string;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** The key pair that the database keeps; makes one at the first start. */
async function storedHelperKey(database: Database): Promise<string> {
  return database.transaction(async (transaction) => {
    await lockSetUp(transaction);
    const [kept] = await transaction.query<{ key: string }>('select key from helper_key');
    if (kept !== undefined) return kept.key;
    const key = await generateHelperKey();
    await transaction.query('insert into helper_key (key) values ($1)', [key]);
    return key;
  });
}

/** Lets nobody in but the leader. */
function guard(app: FastifyInstance, authorization: string): void {
  const wanted = Buffer.from(authorization);
  app.addHook('onRequest', async ({ headers }) => {
    const given = Buffer.from(headers.authorization ?? '');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw serverError('server/unauthorised');
  });
}

function leaderRoutes(app: FastifyInstance, services: AggregatorServices): void {
  const { clock, key } = services;
  const faults = { 400: errorSchema, 401: errorSchema, 409: errorSchema, 503: errorSchema };
  guard(app, services.secret.authorization);
  app.post<{ Body: Prepare }>(
    '/v1/prepare',
    { schema: { body: prepareSchema, response: { 200: preparedSchema, ...faults } } },
    async ({ body }) => {
      const asked = await askedRound(body, key, clock.now());
      const messages = await checkReports(services, asked, body.reports);
      return { messages: messages.map((each) => each && toBase64Url(each)) };
    },
  );
  app.post<{ Body: Release }>(
    '/v1/release',
    { schema: { body: releaseSchema, response: { 200: releasedSchema, ...faults } } },
    async ({ body }) => {
      const asked = await askedRound(body, key, clock.now());
      return { share: toBase64Url(await releaseShare(services, asked, body)) };
    },
  );
}

/**
 * Prepares the database and puts a helper together: the second aggregator of tasks in split mode. To be run by someone
 * who does not share what it has with the shop.
 *
 * @throws server/database, storage/newer-version
 */
export async function createAggregator(options: CreateAggregatorOptions): Promise<Aggregator> {
  const { database, clock = systemClock, random = systemRandom() } = options;
  await migrate(database, AGGREGATOR_MIGRATIONS);
  const { pair, publicText: key } = await importHelperKey(await storedHelperKey(database));
  const secret = helperSecret(options.secret);
  const app = createApp(options.log);
  useValibot(app);
  answerErrors(app);
  await app.register(async (scope) => {
    leaderRoutes(scope, { database, pair, secret, key, clock, random });
  });
  app.get('/v1/hpke-key', { schema: { response: { 200: helperKeySchema } } }, (_, reply) =>
    reply.send({ key }),
  );
  app.get('/healthz', (_, reply) => reply.send({ status: 'ok' }));
  return { app, key, forget: () => forgetRounds(database, clock.now()) };
}
