// `npm run server`: the sync server from a checkout, set up on first use. Settings are in docs/server.md.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { root } from './command.mjs';

await build();
const server = spawn(process.execPath, [path.join(root, 'packages/server/dist/bin.js')], {
  stdio: 'inherit',
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
// A terminal tells both; the server ends when its work is done.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.once('exit', (code) => process.exit(code ?? 1));
