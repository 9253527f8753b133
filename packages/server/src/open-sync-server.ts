import { createServer, type CreateServerOptions, type SyncServerApp } from './create-server.ts';
import { openDatabase, type DatabasePlace } from './database/open-database.ts';

/** How often rounds are looked after. */
const KEEP_EVERY_MS = 60_000;

/** How a server is opened. */
export interface OpenSyncServerOptions extends Omit<CreateServerOptions, 'database'> {
  readonly database: DatabasePlace;
  /** 0 takes any free port. */
  readonly port: number;
  /** Default localhost. */
  readonly host?: string;
}

/** A server that answers. */
export interface SyncServer extends Omit<SyncServerApp, 'app'> {
  /** Without a slash at the end. */
  readonly url: string;
  /** Answers what has begun, then lets go of the database. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a database and serves it: takes reports, and looks after its rounds now and every minute.
 *
 * @throws server/database, storage/newer-version, config/invalid
 */
export async function openSyncServer(options: OpenSyncServerOptions): Promise<SyncServer> {
  const { database: place, port, host = 'localhost', ...rest } = options;
  const database = await openDatabase(place);
  try {
    const { app, ...server } = await createServer({ ...rest, database });
    let keeping = server.keepRounds();
    await keeping;
    const timer = setInterval(() => {
      keeping = server.keepRounds();
    }, KEEP_EVERY_MS);
    app.addHook('onClose', async () => {
      clearInterval(timer);
      await keeping;
      await database.close();
    });
    const url = await app.listen({ port, host });
    return { ...server, url: urlOf(url, host), close: async () => app.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Fastify names the address that it found for `localhost`, which certificates and origins do not. */
const urlOf = (url: string, host: string): string =>
  host === 'localhost' ? url.replace(/127\.0\.0\.1|\[::1\]/, 'localhost') : url;
