import { describe, expect, test } from 'vitest';
import type { TestDatabase } from '../fixture.contract.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';

/** What every database does, wherever it runs. */
export function databaseContract(create: () => Promise<TestDatabase>): void {
  describe('the database', () => {
    test('gives back numbers, bytes and texts as they went in', async () => {
      const { database } = await create();
      await database.query('create table kept (big bigint, few integer, raw bytea, said text)');
      const row = { big: 2 ** 40, few: -7, raw: Uint8Array.of(0, 255, 92), said: 'é\n' };
      await database.query('insert into kept values ($1, $2, $3, $4)', Object.values(row));
      const [back] = await database.query<typeof row>('select * from kept');
      expect({ ...back, raw: Uint8Array.from(back?.raw ?? []) }).toEqual(row);
      expect(await database.query('select count(*) as n from kept')).toEqual([{ n: 1 }]);
    });

    test('takes lists of numbers and of bytes', async () => {
      const { database } = await create();
      const rows = await database.query<{ a: number; b: Uint8Array }>(
        'select * from unnest($1::integer[], $2::bytea[]) as given (a, b)',
        [
          [1, 2],
          [Buffer.from([0, 34]), Buffer.from([92])],
        ],
      );
      expect(rows.map(({ a, b }) => [a, ...b])).toEqual([
        [1, 0, 34],
        [2, 92],
      ]);
    });

    test('keeps all of a transaction or nothing of it', async () => {
      const { database } = await create();
      await database.query('create table kept (n integer)');
      await database.transaction((transaction) => transaction.query('insert into kept values (1)'));
      const failing = database.transaction(async (transaction) => {
        await transaction.query('insert into kept values (2)');
        throw new TypeError('stopped');
      });
      await expect(failing).rejects.toMatchObject({ code: 'server/database' });
      expect(await database.query('select n from kept')).toEqual([{ n: 1 }]);
    });

    test('answers a wrong statement with a code, and goes on', async () => {
      const { database } = await create();
      const fault = { code: 'server/database', cause: expect.any(Error) as unknown };
      await expect(database.query('select nothing')).rejects.toMatchObject(fault);
      const inside = database.transaction((transaction) => transaction.query('select nothing'));
      await expect(inside).rejects.toMatchObject(fault);
      expect(await database.query('select 1 as n')).toEqual([{ n: 1 }]);
    });

    test('makes its tables once, whoever starts first', async () => {
      const { database, another } = await create();
      await Promise.all([migrate(database), migrate(await another())]);
      await migrate(database);
      expect(await schemaVersion(database)).toBe(MIGRATIONS.length);
    });

    test('refuses a database that a newer release wrote', async () => {
      const { database } = await create();
      await migrate(database);
      await database.query('insert into migration values ($1)', [MIGRATIONS.length + 1]);
      await expect(migrate(database)).rejects.toMatchObject({ code: 'storage/newer-version' });
    });
  });
}
