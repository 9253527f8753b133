import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One file with everything that the code of a mechanism must not use, each on a line of its own. */
const CODE = [
  'export const a = Math.random();',
  'export const { random } = Math;',
  'export const b = Date.now();',
  'export const c = performance.now();',
  'export const d = crypto.randomUUID();',
  'export const e = globalThis.crypto.randomUUID();',
  'export const f = Math.exp(1);',
].join('\n');

interface Diagnostic {
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

/** The lines of {@link CODE} that the linter refuses in each of these files. */
function refusedLines(files: readonly string[]): number[][] {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-lint-'));
  try {
    cpSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    for (const file of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), CODE);
    }
    const oxlint = path.join(root, 'node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['--format', 'json'], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    return files.map((file) =>
      diagnostics
        .filter(({ filename }) => filename === file)
        .flatMap(({ labels }) => labels.map(({ span }) => span.line))
        .sort((a, b) => a - b),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('mechanisms may not use other randomness, clocks, or what engines round differently', () => {
  const privacy = 'packages/privacy/src';
  const [mechanism, estimate, numeric, systemRandom, roundKey, other] = refusedLines([
    `${privacy}/mechanisms/any/any-response.ts`,
    `${privacy}/mechanisms/any/any-estimate.ts`,
    `${privacy}/numeric/any.ts`,
    `${privacy}/random/system-random.ts`,
    `${privacy}/public-randomness/round-key.ts`,
    'packages/engine/src/any.ts',
  ]);
  expect(mechanism).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(estimate).toEqual([1, 2, 3, 4, 5, 6]);
  expect(numeric).toEqual([1, 2, 3, 4, 5, 6]);
  expect(systemRandom).toEqual([1, 2, 7]);
  expect(roundKey).toEqual([1, 2, 7]);
  expect(other).toEqual([]);
});
