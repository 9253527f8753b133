import { readFileSync } from 'node:fs';
import { kAryRates } from '@sotto/privacy';
import { VERSION_VOTES } from '@sotto/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ADAM_SETTINGS, readLearning, STEP_SETTINGS, TRIAL_SETTINGS } from './settings.ts';

const document = readFileSync(new URL('../../../../docs/learning.md', import.meta.url), 'utf8');

test('docs/learning.md lists every setting with its default and its meaning', () => {
  const settings = { ...STEP_SETTINGS, ...ADAM_SETTINGS, ...TRIAL_SETTINGS };
  const rows = [...document.matchAll(/^\| `(\w+)` +\| (\S+) +\| (.+?) +\|$/gm)]
    .map(([, name, value, meaning]) => [name, value, meaning])
    .filter(([name]) => Object.hasOwn(settings, name!));
  expect(rows).toEqual(
    Object.entries(settings).map(([name, schema]) => [
      name,
      String(v.getDefault(schema.pipe[0]) ?? '–'),
      v.getDescription(schema),
    ]),
  );
});

test('docs/learning.md says what a fake weighs', () => {
  const rows = [...document.matchAll(/^\| ([\d.]+) +\| ([\d.]+) +\|$/gm)];
  expect(rows).toHaveLength(4);
  for (const [, epsilon, weight] of rows) {
    const values = VERSION_VOTES.length;
    const { truth, other } = kAryRates({ microEpsilon: Number(epsilon) * 1e6, values });
    expect((1 / (truth - other)).toFixed(2)).toBe(weight);
  }
});

test('lists every problem of settings that are none', () => {
  const given = { parts: { fusion: { kind: 'adam', rate: 0, memory: 2 } } } as const;
  expect(() => readLearning(given)).toThrow(/learning\.parts\.fusion\.rate[^]*fusion\.memory/);
  expect(readLearning(undefined)).toBeUndefined();
});
