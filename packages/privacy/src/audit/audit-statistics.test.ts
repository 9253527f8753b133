import { expect, test } from 'vitest';
import { counterRandom } from '../random/counter-random.ts';
import { runAudit } from './run-audit.ts';

/** Seed 1. By chance alone a true verdict would differ in 5 % of seeds at most. */
test(
  'finds that the client code keeps its epsilon, and convicts a planted bug',
  { timeout: 120_000 },
  () => {
    const rows = [...runAudit(counterRandom(1), { reports: 20_000, bugSize: 5 })];
    expect(rows.map(({ mechanism, spoiled, verdict }) => [mechanism, spoiled, verdict])).toEqual([
      ['k-ary response, 2 values', false, 'kept'],
      ['k-ary response, 2 values', true, 'broken'],
      ['k-ary response, 16 values', false, 'kept'],
      ['k-ary response, 16 values', true, 'broken'],
      ['code-book response', false, 'kept'],
      ['code-book response', true, 'broken'],
    ]);
  },
);
