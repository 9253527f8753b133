import process from 'node:process';
import path from 'node:path';
import { root } from './command.mjs';

const folder = path.join(root, '.cache/sync-server');

/** Groups of a pack that private counts are of. */
async function groupsOf(packDir) {
  const { run } = await import('../../cli/dist/index.js');
  let told = '';
  const stdout = { write: (text) => (told += text) };
  const code = await run(['inspect', packDir, '--json'], {
    stdout,
    stderr: process.stderr,
    env: {},
  });
  if (code !== 0) throw new Error(told);
  return JSON.parse(told).groups;
}

/**
 * Opens the sync server of the shop that sells a pack, on the next port; its data stay in `.cache/`. Ends with the
 * process.
 */
export async function openSync({ shopPort, host, packDir }) {
  const { openSyncServer } = await import('../../server/dist/index.js');
  const { asked } = await import('../../../demo/dist/index.js');
  const { url, ...server } = await openSyncServer({
    database: { folder },
    port: shopPort + 1,
    host,
    origins: [`http://${host}:${shopPort}`],
    ...asked(await groupsOf(packDir)),
    log: { write: () => undefined },
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  return { ...server, url: `${url}/` };
}
