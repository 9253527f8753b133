import { exportObliviousKey, generateObliviousKey, importObliviousKey } from '@sotto/protocol';
import type { ObliviousKey } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';

const KEY_ID = 1;

/** The key of the gateway that the database keeps; makes one at the first start. */
export async function storedGatewayKey(transaction: Queryable): Promise<ObliviousKey> {
  const [kept] = await transaction.query<{ key: string }>('select key from gateway_key');
  if (kept !== undefined) return importObliviousKey(kept.key);
  const key = await generateObliviousKey(KEY_ID);
  await transaction.query('insert into gateway_key (key) values ($1)', [
    await exportObliviousKey(key),
  ]);
  return key;
}
