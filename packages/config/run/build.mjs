import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { hashOf, unlessUnchanged } from './inputs.mjs';
import { compile, install } from './setup.mjs';

const sources = [
  'packages',
  'workers/src',
  'demo/src',
  'e2e',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.tests.json',
];

/** Everything from a fresh clone to files that run: install, compile, bundle. Skips what is current. */
export async function build() {
  await install();
  await unlessUnchanged(
    'compile',
    hashOf(sources),
    ['packages/cli/dist/bin.js', 'packages/server/dist/bin.js'],
    compile,
  );
  const { bundle } = await import('./bundle.mjs');
  await bundle();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
