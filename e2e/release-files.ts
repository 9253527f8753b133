import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenShop } from './shop.ts';

/** Lets a file of a shop's release begin with other code. Not by Playwright's routes, which a worker's worker has none of. */
export function beginWith({ packDir }: OpenShop, name: string, code: string): void {
  const file = path.join(packDir, name);
  writeFileSync(file, code + readFileSync(file, 'utf8'));
  for (const suffix of ['.br', '.gz']) rmSync(file + suffix, { force: true });
}

/** Writes a file that such code asks for. */
export const tell = ({ packDir }: OpenShop, name: string, text: string): void =>
  writeFileSync(path.join(packDir, name), text);
