// `npm run -s sotto -- COMMAND …`: the command line from a checkout, set up on first use.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { root } from './command.mjs';
import { build } from './build.mjs';

await build();
const cli = path.join(root, 'packages/cli/dist/bin.js');
const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
process.exit(status ?? 1);
