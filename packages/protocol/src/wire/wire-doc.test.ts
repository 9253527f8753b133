import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { answerSchema } from './answer.ts';
import { configurationSchema } from './configuration.ts';
import { modelIndexSchema } from './model-index.ts';
import { publishedRoundSchema } from './published-round.ts';
import { encodeReport } from './report.ts';
import { WIRE_VERSION } from './report-head.ts';
import { roundIndexSchema } from './round-index.ts';
import { shopModelSchema } from './shop-model.ts';
import { signedSchema } from './signed.ts';
import { encodeSplitReport } from './split-report.ts';

const text = readFileSync(new URL('../../../../docs/wire.md', import.meta.url), 'utf8');

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

const sample = encodeReport({
  task: Uint8Array.from({ length: 16 }, (_, at) => at),
  round: 1,
  nonce: Uint8Array.from({ length: 16 }, (_, at) => at),
  payload: 2,
});

const splitSample = encodeSplitReport({
  task: Uint8Array.from({ length: 16 }, (_, at) => at),
  round: 1,
  nonce: Uint8Array.from({ length: 16 }, (_, at) => at),
  publicShare: new Uint8Array(32).fill(3),
  sealedShare: new Uint8Array(129).fill(4),
  leaderShare: new Uint8Array(16).fill(5),
});

/** What JSON Schema can not say of a message, its own tests do. */
const schemaHash = (schema: Parameters<typeof toJsonSchema>[0]): string =>
  hashOf(toJsonSchema(schema, { errorMode: 'ignore' }));

/** Whoever changes a message sees this fail, and writes down the change under a new version. */
test('no message changes without a line in docs/wire.md', () => {
  const hashes = {
    report: hashOf([...sample]),
    'split report': hashOf([...splitSample]),
    configuration: schemaHash(configurationSchema),
    signed: schemaHash(signedSchema),
    answer: schemaHash(answerSchema),
    'published round': schemaHash(publishedRoundSchema),
    'round index': schemaHash(roundIndexSchema),
    'shop model': schemaHash(shopModelSchema),
    'model index': schemaHash(modelIndexSchema),
  };
  const rows = [...text.matchAll(/^\| ([a-z ]+?) +\| (\d+) +\| `([0-9a-f]{16})` +\|/gm)]
    .filter(([, , version]) => Number(version) === WIRE_VERSION)
    .map(([, name, , hash]) => [name, hash]);
  expect(Object.fromEntries(rows)).toEqual(hashes);
});
