import { systemClock, type Clock } from '@sotto/core';
import { systemRandom, type RandomSource } from '@sotto/privacy';
import type { ObliviousKey, Task } from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { app } from './app.ts';
import { ensureConfiguration } from './configuration/configurations.ts';
import { createApp } from './create-app.ts';
import type { Database } from './database/database.ts';
import { lockSetUp, migrate } from './database/migrate.ts';
import { logFault } from './error-answers.ts';
import { firstOwnerKey } from './keys/owner-keys.ts';
import { storedGatewayKey } from './keys/gateway-key.ts';
import { signAnew } from './keys/sign-anew.ts';
import { readSigningKey, storedSigningKey, type SigningKey } from './keys/signing-key.ts';
import { readLearning, type GivenLearningSettings } from './learning/settings.ts';
import { createMetrics } from './metrics.ts';
import { reportTaker, splitReportTaker } from './reports/take-reports.ts';
import { tokenBucket } from './reports/token-bucket.ts';
import { HelperClient } from './split/helper-client.ts';
import { roundKeeper, type KeepRounds } from './rounds/round-keeper.ts';

/** What a server is made of. */
export interface CreateServerOptions {
  readonly database: Database;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Origins whose pages may send reports, such as `https://shop.example`. Default none but the server's own. */
  readonly origins?: readonly string[];
  /** The site's ECDSA P-256 private key as a JWK; default one that the database keeps, made at the first start. */
  readonly signingKey?: string;
  /** Tasks to put in force if they are not; default what the owner put last. */
  readonly tasks?: readonly Task[] | undefined;
  /** How the shop learns from these tasks; default not at all. */
  readonly learning?: GivenLearningSettings;
  /** What this server and the helper of its tasks in split mode both know. Default none: it asks no helper then. */
  readonly helperSecret?: string;
  /** Most reports that are taken a second, from all together. Default no bound. */
  readonly reportsPerSecond?: number;
  /** What opens `/metrics` besides a key of the owner, as a bearer token. Default nothing. */
  readonly metricsToken?: string;
  /** Where noise is drawn from. Default `systemRandom`. */
  readonly random?: RandomSource;
  /** Where log lines go. Default standard output. */
  readonly log?: { write(line: string): void };
}

/** A server that does not listen yet. */
export interface SyncServerApp {
  readonly app: FastifyInstance;
  /** See {@link SigningKey}. */
  readonly publicKey: string;
  /** The first key of the owner's API, at the first start of a database: nobody can read it later. */
  readonly ownerKey: string | undefined;
  /** Closes, estimates, publishes and deletes what is due now. Problems with single rounds are logged. */
  readonly keepRounds: KeepRounds;
}

async function setUp(
  database: Database,
  jwk: string | undefined,
): Promise<{ key: SigningKey; gatewayKey: ObliviousKey; ownerKey: string | undefined }> {
  await migrate(database);
  return database.transaction(async (transaction) => {
    await lockSetUp(transaction);
    const key = await (jwk === undefined ? storedSigningKey(transaction) : readSigningKey(jwk));
    const gatewayKey = await storedGatewayKey(transaction);
    await signAnew(transaction, key);
    return { key, gatewayKey, ownerKey: await firstOwnerKey(transaction) };
  });
}

/**
 * Prepares the database and puts a server together.
 *
 * @throws server/database, storage/newer-version, config/invalid
 */
export async function createServer(options: CreateServerOptions): Promise<SyncServerApp> {
  const { database, clock = systemClock, origins = [], tasks } = options;
  const { key, gatewayKey, ownerKey } = await setUp(database, options.signingKey);
  const wanted = tasks && { tasks, learning: readLearning(options.learning) };
  await ensureConfiguration(database, key, wanted);
  const instance = createApp(options.log);
  const metrics = createMetrics(database);
  const { reportsPerSecond, metricsToken } = options;
  const mayCome =
    reportsPerSecond === undefined ? () => true : tokenBucket(reportsPerSecond, clock);
  const takers = { database, clock, metrics, mayCome };
  const services = {
    database,
    clock,
    key,
    gatewayKey,
    metrics,
    metricsToken,
    takeReports: reportTaker(takers),
    takeSplitReport: splitReportTaker(takers),
  };
  await instance.register(app, { services, origins });
  const helper = new HelperClient(options.helperSecret);
  const { random = systemRandom() } = options;
  const onError = (error: unknown): void => logFault(instance.log, error);
  return {
    app: instance,
    publicKey: key.publicKey,
    ownerKey,
    keepRounds: roundKeeper({ database, clock, key, helper, random, onError }),
  };
}
