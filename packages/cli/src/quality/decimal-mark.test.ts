import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlText, Staging } from '../feeds/staging.ts';
import { decimalMarkOf } from './decimal-mark.ts';

let staging: Staging;
beforeAll(async () => void (staging = await Staging.open()));
afterAll(() => staging.close());

test.for([
  [['265,0', '1295,0'], ','],
  [['1.295,00', '2.000', '12'], ','],
  [['379.0', '22646.0'], '.'],
  [['1,299.00', '2,375'], '.'],
  [['No old price', 'SR 2,375', 'SR 10,400'], '.'],
  [['2.375', '10.400'], ','],
  [['1.234.567', '999'], ','],
  [['1,234,567', '999'], '.'],
  [['12', '7'], '.'],
  [['12,50', '3,99', '1.5'], ','],
] as const)('decides the mark of %j from the whole column', async ([values, mark]) => {
  const rows = values.map((value) => `(${sqlText(value)})`).join(', ');
  await staging.run(`CREATE OR REPLACE TABLE numbers AS SELECT * FROM (VALUES ${rows}) v(c0)`);
  expect(await decimalMarkOf(staging, 'numbers', 0)).toBe(mark);
});
