import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const SKIPPED = new Set(['node_modules', 'dist', '.cache', '.git', 'test-results']);

function* documents(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* documents(at);
    else if (entry.name.endsWith('.md')) yield at;
  }
}

/** Files and folders that a document links to or names in backquotes with their path. */
function mentioned(document: string): string[] {
  const text = readFileSync(document, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) =>
    path.resolve(path.dirname(document), to),
  );
  const named = [...text.matchAll(/`((?:packages|docs|workers|demo|e2e)\/[\w./-]+)`/g)].map(
    ([, to = '']) => path.join(root, to),
  );
  return [...links, ...named];
}

test.for([...documents(root)].map((document) => path.relative(root, document)))(
  '%s names files that exist',
  (document) => {
    const missing = mentioned(path.join(root, document)).filter((file) => !existsSync(file));
    expect(missing.map((file) => path.relative(root, file))).toEqual([]);
  },
);
