import { createHash } from 'node:crypto';
import type { Queryable } from './database/database.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keeps a public text that never changes. Answers its SHA-256, which names it. */
export async function keepObject(database: Queryable, body: string): Promise<string> {
  const sha256 = sha256Of(body);
  await database.query('insert into object values ($1, $2) on conflict do nothing', [sha256, body]);
  return sha256;
}

/** The text of this name, or `undefined`. */
export async function findObject(database: Queryable, sha256: string): Promise<string | undefined> {
  const [row] = await database.query<{ body: string }>(
    'select body from object where sha256 = $1',
    [sha256],
  );
  return row?.body;
}
