import { systemClock, type Clock } from '@sotto/core';
import type { ObliviousKey, Task } from '@sotto/protocol';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { app } from './app.ts';
import { ensureTasks, inForce, putConfiguration } from './configuration/configurations.ts';
import type { Database } from './database/database.ts';
import { lockSetUp, migrate } from './database/migrate.ts';
import { logFault } from './error-answers.ts';
import { firstOwnerKey } from './keys/owner-keys.ts';
import { storedGatewayKey } from './keys/gateway-key.ts';
import { readSigningKey, storedSigningKey, type SigningKey } from './keys/signing-key.ts';
import { createMetrics } from './metrics.ts';
import { reportTaker } from './reports/take-reports.ts';
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
  readonly tasks?: readonly Task[];
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

/** A request that takes longer to come in is no report. Milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Lines say what happens to the server: nothing of a request is in them, and no time. */
function createApp(log: CreateServerOptions['log']): FastifyInstance {
  return fastify({
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      base: null,
      timestamp: false,
      serializers: { req: () => ({}), res: () => ({}) },
      ...(log === undefined ? {} : { stream: log }),
    },
    // The parser's own handler would log the start of a broken request, headers included.
    clientErrorHandler: (_, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
    },
  });
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
    return { key, gatewayKey, ownerKey: await firstOwnerKey(transaction) };
  });
}

async function setTasks(
  database: Database,
  key: SigningKey,
  tasks: readonly Task[] | undefined,
): Promise<void> {
  if (tasks !== undefined) await ensureTasks(database, key, tasks);
  else if ((await inForce(database)) === undefined) await putConfiguration(database, key, []);
}

/**
 * Prepares the database and puts a server together.
 *
 * @throws server/database, storage/newer-version, config/invalid
 */
export async function createServer(options: CreateServerOptions): Promise<SyncServerApp> {
  const { database, clock = systemClock, origins = [] } = options;
  const { key, gatewayKey, ownerKey } = await setUp(database, options.signingKey);
  await setTasks(database, key, options.tasks);
  const instance = createApp(options.log);
  const metrics = createMetrics(database);
  const takeReports = reportTaker(database, clock, metrics);
  const services = { database, key, gatewayKey, metrics, takeReports };
  await instance.register(app, { services, origins });
  const onError = (error: unknown): void => logFault(instance.log, error);
  return {
    app: instance,
    publicKey: key.publicKey,
    ownerKey,
    keepRounds: roundKeeper({ database, clock, key, onError }),
  };
}
