import type { Database } from './database.ts';
import { openFolderDatabase, openMemoryDatabase } from './pglite-database.ts';
import { postgresDatabase } from './postgres-database.ts';

/** Where the data are: a PostgreSQL server, a folder of this process alone, or nowhere after the end. */
export type DatabasePlace = { readonly url: string } | { readonly folder: string } | 'memory';

/**
 * Opens a database.
 *
 * @throws server/database
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if (place === 'memory') return openMemoryDatabase();
  return 'url' in place ? postgresDatabase(place.url) : openFolderDatabase(place.folder);
}
