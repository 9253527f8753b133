import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './command.mjs';
import { hashOf, unlessUnchanged } from './inputs.mjs';
import { step } from './terminal.mjs';

/** Where the files lie that a shop serves; `sotto init` copies them from here. */
export const browserDir = path.join(root, 'packages/cli/browser');

/** Browsers of the last two years. */
const TARGET = ['chrome125', 'edge125', 'firefox126', 'safari17.5'];

/** Bundles by name. A classic script is an IIFE, everything else a module. */
const BUNDLES = [
  { name: 'sotto', entry: 'packages/sdk/src/tag.ts', format: 'iife' },
  { name: 'sotto.page', entry: 'packages/sdk/src/page.ts', format: 'es' },
  { name: 'sotto.elements', entry: 'packages/elements/src/elements.ts', format: 'es' },
  // Loaded after the lists, from whose file it takes Lit.
  {
    name: 'sotto.panel',
    entry: 'packages/elements/src/panel.ts',
    format: 'es',
    from: { lit: 'sotto.elements' },
  },
  { name: 'sotto.worker', entry: 'workers/src/engine.ts', format: 'es' },
  // Loaded by the worker once the first lists are there.
  { name: 'sotto.models', entry: 'workers/src/models.ts', format: 'es' },
  // Loaded by the worker where the page names a sync server.
  { name: 'sotto.versions', entry: 'workers/src/versions.ts', format: 'es' },
  // Loaded by the worker at idle, once the shopper agreed.
  { name: 'sotto.learn', entry: 'workers/src/learn.ts', format: 'es' },
  // Loaded by the worker for a shopper who shares.
  { name: 'sotto.sync', entry: 'workers/src/sync.ts', format: 'es' },
  // Loaded by the worker for a report in two shares.
  {
    name: 'sotto.split',
    entry: 'workers/src/split.ts',
    format: 'es',
    // A library of it has files of its own for Node.
    conditions: ['browser'],
  },
  // Started by the worker while it trains.
  { name: 'sotto.trainer', entry: 'workers/src/trainer.ts', format: 'es' },
  // Loaded by the trainer for what is too wide for plain TypeScript.
  { name: 'sotto.tfjs', entry: 'workers/src/tfjs.ts', format: 'es' },
];

const inputs = [
  ...[
    'core',
    'protocol',
    'catalog',
    'ranking',
    'storage',
    'inference',
    'privacy',
    'learning',
    'sync',
    'engine',
    'sdk',
    'elements',
  ].map((name) => `packages/${name}/src`),
  'workers/src',
  'pnpm-lock.yaml',
  'packages/config/run/bundle.mjs',
];

async function buildOne(build, { name, entry, format, from = {}, conditions = [] }, version) {
  const paths = Object.fromEntries(
    Object.entries(from).map(([library, file]) => [library, `./${file}.js?v=${version}`]),
  );
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { conditions: ['source', ...conditions] },
    define: { __SOTTO_VERSION__: JSON.stringify(version) },
    build: {
      write: false,
      target: TARGET,
      minify: true,
      modulePreload: false,
      rollupOptions: {
        input: path.join(root, entry),
        external: Object.keys(from),
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false, paths },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return output.output[0].code;
}

/** Beyond this many bytes, files are compressed a little less hard, which is many times as fast. */
const HARDEST_UP_TO = 4_194_304;

function writeWithSiblings(file, bytes) {
  writeFileSync(file, bytes);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length <= HARDEST_UP_TO ? 11 : 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Builds the browser's files into {@link browserDir}, unless nothing changed. */
export async function bundle() {
  const hash = hashOf(inputs);
  const outputs = BUNDLES.map(({ name }) => path.join(browserDir, `${name}.js`));
  await unlessUnchanged('bundle', hash, outputs, () =>
    step('bundle the browser’s files', async () => {
      const { build } = await import('vite');
      const built = await Promise.all(
        BUNDLES.map((each) => buildOne(build, each, hash.slice(0, 8))),
      );
      mkdirSync(browserDir, { recursive: true });
      for (const name of readdirSync(browserDir))
        if (!RUNTIME_FOLDERS.includes(name))
          rmSync(path.join(browserDir, name), { recursive: true });
      for (const [index, code] of built.entries())
        writeWithSiblings(outputs[index], Buffer.from(code));
    }),
  );
  await copyRuntimes();
}

/** Folders beside our files, of what few devices need. */
const RUNTIME_FOLDERS = ['ort', 'tfjs'];

/** Puts the files of onnxruntime-web and tfjs into folders beside ours. */
async function copyRuntimes() {
  const { ORT_FILES } = await import('../../inference/dist/index.js');
  const names = [...new Set(Object.values(ORT_FILES).flat())];
  const ort = path.join(root, 'packages/inference/node_modules/onnxruntime-web/dist');
  const wasm = 'tfjs-backend-wasm-simd.wasm';
  const tfjs = path.join(
    root,
    'packages/learning/node_modules/@tensorflow/tfjs-backend-wasm/wasm-out',
  );
  const files = [
    ...names.map((name) => ({
      source: path.join(ort, name.replace(/\.js$/, '.mjs')),
      output: path.join(browserDir, 'ort', name),
    })),
    { source: path.join(tfjs, wasm), output: path.join(browserDir, 'tfjs', wasm) },
  ];
  const sources = files.map(({ source }) => source);
  const outputs = files.map(({ output }) => output);
  await unlessUnchanged('runtimes', hashOf(sources), outputs, () =>
    step('compress the runtimes', async () => {
      for (const folder of RUNTIME_FOLDERS)
        mkdirSync(path.join(browserDir, folder), { recursive: true });
      for (const { source, output } of files) writeWithSiblings(output, readFileSync(source));
    }),
  );
}

/** Bytes of each built file: raw and brotli. */
export function bundleSizes() {
  return BUNDLES.map(({ name }) => ({
    name: `${name}.js`,
    raw: readFileSync(path.join(browserDir, `${name}.js`)).length,
    brotli: readFileSync(path.join(browserDir, `${name}.js.br`)).length,
  }));
}
