import { modelStatement, roundStatement, sign } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import { lockModel } from '../database/migrate.ts';
import { renewModelIndex, signedModelIndex } from '../learning/model-index.ts';
import { isSignedBy, type SigningKey } from './signing-key.ts';

/** What has a signature of its own, over what text. */
const SIGNED = [
  { table: 'model_version', statement: modelStatement },
  { table: 'round', statement: roundStatement },
] as const;

async function signTable(
  transaction: Queryable,
  key: SigningKey,
  { table, statement }: (typeof SIGNED)[number],
): Promise<void> {
  const rows = await transaction.query<{ object: string }>(
    `select distinct object from ${table} where signature is not null`,
  );
  for (const { object } of rows) {
    const { signature } = await sign(statement(object), key.privateKey);
    await transaction.query(`update ${table} set signature = $2 where object = $1`, [
      object,
      signature,
    ]);
  }
}

/**
 * Lets everything that was published be read under the key of this start: where the index is signed with another one, or
 * there is none yet, versions and results of rounds are signed anew, and the index under its next serial number. Objects
 * stay the same bytes.
 */
export async function signAnew(transaction: Queryable, key: SigningKey): Promise<void> {
  await lockModel(transaction);
  const index = await signedModelIndex(transaction);
  if (index !== undefined && (await isSignedBy(key, index))) return;
  for (const signed of SIGNED) await signTable(transaction, key, signed);
  await renewModelIndex(transaction, key);
}
