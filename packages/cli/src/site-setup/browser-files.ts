import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SottoError } from '@sotto/core';

/** Where a release carries the browser's files. */
export const BROWSER_FOLDER = fileURLToPath(new URL('../../browser/', import.meta.url));

/** Our own scripts, and those of onnxruntime-web in a folder of their own. */
const BROWSER_FILE = /^(sotto[.\w-]*\.js|ort\/[.\w-]+\.(js|wasm))(\.br|\.gz)?$/;

/**
 * Copies the browser's files with their precompressed siblings into `target`. Each is written under
 * another name and then renamed, so that a shopper never gets half a file.
 *
 * @returns the names that were copied, sorted
 * @throws `cli/failed` where the release has no browser files or `target` can't be written
 */
export function copyBrowserFiles(target: string, source: string = BROWSER_FOLDER): string[] {
  const names = existsSync(source)
    ? readdirSync(source, { encoding: 'utf8', recursive: true })
    : [];
  const wanted = names
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => BROWSER_FILE.test(name))
    .sort();
  if (!wanted.includes('sotto.js'))
    throw new SottoError(
      'cli/failed',
      { origin: 'cli' },
      `The browser files are missing at ${source}; run npm run build first.`,
    );
  try {
    for (const name of wanted) {
      const draft = path.join(target, `${name}.part`);
      mkdirSync(path.dirname(draft), { recursive: true });
      copyFileSync(path.join(source, name), draft);
      renameSync(draft, path.join(target, name));
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SottoError(
      'cli/failed',
      { origin: 'cli', cause },
      `The folder ${target} can't be written: ${reason}.`,
    );
  }
  return wanted;
}
