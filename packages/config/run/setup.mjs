import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bin, root, run } from './command.mjs';
import { hashOf, unlessUnchanged } from './inputs.mjs';
import { say, step } from './terminal.mjs';

const MINIMUM = [20, 19];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  say(`Sotto needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const manifests = () => [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/package.json`),
  ...['workers', 'demo', 'e2e'].map((name) => `${name}/package.json`),
];

/** Installs what the lock file names, with the pinned pnpm, unless that was done already. */
export async function install() {
  checkNode();
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  await unlessUnchanged('install', hashOf(manifests()), ['node_modules/.modules.yaml'], () =>
    step(`install dependencies (${packageManager})`, () =>
      run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline']),
    ),
  );
}

/** Compiles every package; incremental, so it takes under a second when nothing changed. */
export function compile() {
  const projects = [
    ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`),
    'demo',
  ];
  const compiled = projects.filter((folder) =>
    existsSync(path.join(root, folder, 'tsconfig.json')),
  );
  return step('compile packages', () => run(bin('tsc'), ['-b', ...compiled]), { quiet: true });
}
