// What makes a second run quick: a step is skipped while the hash of what it reads is unchanged.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './command.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'browser', '.cache', '.git']);

function* filesBelow(at) {
  if (!existsSync(at)) return;
  if (statSync(at).isFile()) {
    yield at;
    return;
  }
  for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!SKIPPED.has(entry.name)) yield* filesBelow(path.join(at, entry.name));
  }
}

/**
 * SHA-256 over names and contents of files and folders, given relative to the root or absolute, and
 * over whatever else the result depends on.
 */
export function hashOf(paths, settings = '') {
  const hash = createHash('sha256').update(`${settings}\0`);
  for (const each of paths) {
    for (const file of filesBelow(path.resolve(root, each))) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** Runs `work` unless `outputs` exist and were made from the same `hash`. Answers whether it ran. */
export async function unlessUnchanged(name, hash, outputs, work) {
  const stamp = path.join(root, '.cache', `${name}.stamp`);
  const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (current && outputs.every((output) => existsSync(path.resolve(root, output)))) return false;
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
