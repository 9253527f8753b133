import process from 'node:process';
import path from 'node:path';
import { root } from './command.mjs';

const folder = path.join(root, '.cache/sync-server');

/** What the demo shop asks of those who share: one number a week, at ε = 1. */
const taskOf = (values) => ({
  measure: 'list-outcome',
  mechanism: { kind: 'k-ary-response', microEpsilon: 1_000_000, values },
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: 0, last: 4_294_967_295 },
});

/** Opens the sync server of the demo shop, on the next port; its data stay in `.cache/`. Ends with the process. */
export async function openSync({ shopPort, host }) {
  const { openSyncServer } = await import('../../server/dist/index.js');
  const { LIST_OUTCOMES } = await import('../../sync/dist/index.js');
  const { url, ...server } = await openSyncServer({
    database: { folder },
    port: shopPort + 1,
    host,
    origins: [`http://${host}:${shopPort}`],
    tasks: [taskOf([...LIST_OUTCOMES])],
    log: { write: () => undefined },
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  return { ...server, url: `${url}/` };
}
