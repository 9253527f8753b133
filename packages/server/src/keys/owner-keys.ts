import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database, Queryable } from '../database/database.ts';
import { serverError } from '../server-error.ts';

/** A key of the owner's API, without the key. */
export interface OwnerKey {
  readonly id: number;
  readonly name: string;
  readonly revoked: boolean;
}

/** A key as it is told once, to whoever made it. */
export interface NewOwnerKey {
  readonly id: number;
  readonly key: string;
}

const sha256 = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Makes a key: 256 random bits. The database keeps its hash alone. */
export async function createOwnerKey(database: Queryable, name: string): Promise<NewOwnerKey> {
  const key = `sotto_${randomBytes(32).toString('base64url')}`;
  const [row] = await database.query<{ id: number }>(
    'insert into owner_key (name, sha256) values ($1, $2) returning id',
    [name, sha256(key)],
  );
  if (row === undefined) throw serverError('server/failed');
  return { id: row.id, key };
}

/** Makes the first key where there is none yet, else answers `undefined`. */
export async function firstOwnerKey(transaction: Queryable): Promise<string | undefined> {
  const keys = await listOwnerKeys(transaction);
  return keys.length > 0 ? undefined : (await createOwnerKey(transaction, 'first')).key;
}

/** All keys, revoked ones too, in the order in which they were made. */
export const listOwnerKeys = (database: Queryable): Promise<OwnerKey[]> =>
  database.query<OwnerKey & Record<string, unknown>>(
    'select id, name, revoked from owner_key order by id',
  );

/**
 * Ends a key's validity. The last valid key stays, for without one nobody could make another.
 *
 * @throws server/not-found, server/conflict
 */
export async function revokeOwnerKey(database: Database, id: number): Promise<void> {
  await database.transaction(async (transaction) => {
    const valid = await transaction.query<{ id: number }>(
      'select id from owner_key where not revoked order by id for update',
    );
    if (!valid.some((key) => key.id === id)) throw serverError('server/not-found');
    if (valid.length === 1)
      throw serverError('server/conflict', 'The last valid key can not be revoked.');
    await transaction.query('update owner_key set revoked = true where id = $1', [id]);
  });
}

/** Whether two secrets are the same. Takes as long for one that is nearly right. */
export const isSameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(sha256(a), sha256(b));

/** Whether the key is one of the valid ones. Takes as long for a key that is nearly right. */
export async function isOwnerKey(database: Queryable, key: string): Promise<boolean> {
  const given = sha256(key);
  const rows = await database.query<{ sha256: Uint8Array }>(
    'select sha256 from owner_key where not revoked',
  );
  return rows.map((row) => timingSafeEqual(row.sha256, given)).includes(true);
}
