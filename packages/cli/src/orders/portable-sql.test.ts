import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NEIGHBOURS_SQL } from './sql/neighbours.ts';
import { POPULARITY_SQL } from './sql/popularity.ts';
import { TOGETHER_SQL } from './sql/together.ts';

const STATEMENTS = { NEIGHBOURS_SQL, TOGETHER_SQL, POPULARITY_SQL };

/** All that the counting SQL may call: functions of DuckDB and BigQuery alike, by the same name. */
const FUNCTIONS = new Set(['COUNT', 'FLOOR', 'MIN', 'POWER', 'ROW_NUMBER', 'SQRT', 'SUM']);
/** Words of SQL that a parenthesis may follow. */
const WORDS = new Set(['AS', 'OVER', 'IN']);
/** Constructs that only one of the two knows, or that mean something else in the other. */
const DIALECT = [
  /::/,
  /\bGROUP BY ALL\b/i,
  /\bUSING\b/i,
  /\bLIMIT\b/i,
  /\bEXCLUDE\b|\bEXCEPT\b|\bREPLACE\b/i,
  /\bUNION\b(?! ALL)/i,
  /\bCAST\b|\bSTRUCT\b|\bUNNEST\b|\bFILTER\b|\bLATERAL\b/i,
  /["`[\]{}%^|]|\/\/|\*\*/,
  /\bASOF\b|\bPIVOT\b|\bILIKE\b|\bPOSITIONAL\b/i,
];

test.each(Object.entries(STATEMENTS))('%s has nothing of one dialect alone', (_, sql) => {
  const bare = sql.replaceAll(/--.*$/gm, '');
  for (const construct of DIALECT) expect(bare).not.toMatch(construct);
  const called = [...bare.matchAll(/\b([A-Za-z_]+)\s*\(/g)].map(([, name = '']) => name);
  expect(called.filter((name) => !FUNCTIONS.has(name) && !WORDS.has(name))).toEqual([]);
});

test('the documentation shows the statements as they are', () => {
  const page = readFileSync(new URL('../../../../docs/orders-sql.md', import.meta.url), 'utf8');
  for (const sql of Object.values(STATEMENTS)) expect(page).toContain(`\n${sql}\n`);
});
