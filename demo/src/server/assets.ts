import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Visit } from './view.ts';

/** The folder of the shop's own style sheet, script and icon. */
export const publicDir = fileURLToPath(new URL('../../public/', import.meta.url));

const versioned = (name: string): string => {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(publicDir, name)))
    .digest('hex');
  return `/assets/${name}?v=${hash.slice(0, 10)}`;
};

/** URLs of the shop's own files, each with the hash of what is in it. */
export const assetUrls = (): Visit['assets'] => ({
  style: versioned('shop.css'),
  script: versioned('shop.js'),
});
