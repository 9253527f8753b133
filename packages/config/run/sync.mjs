import process from 'node:process';
import path from 'node:path';
import { root } from './command.mjs';

const folder = path.join(root, '.cache/sync-server');

const taskOf = (measure, first, mechanism) => ({
  measure,
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first, last: 4_294_967_295, every: 2 },
});

/**
 * What the demo shop asks of those who share: which way the weights should go in every other week, at ε = 4, and in those
 * between what became of that, at 2.5: 19.5 in the six weeks that 30 days can touch.
 */
const tasksOf = ({ LIST_OUTCOMES_OF_TRIAL, VERSION_VOTES }) => [
  taskOf('fusion-gradient', 0, {
    kind: 'code-book',
    microEpsilon: 4_000_000,
    dimension: 16,
    microClip: 100_000,
  }),
  taskOf('version-vote', 1, {
    kind: 'k-ary-response',
    microEpsilon: 2_000_000,
    values: [...VERSION_VOTES],
  }),
  taskOf('list-outcome', 1, {
    kind: 'k-ary-response',
    microEpsilon: 500_000,
    values: [...LIST_OUTCOMES_OF_TRIAL],
  }),
];
/** How gradients become versions: as `sotto simulate` measured it. */
const LEARNING = {
  parts: {
    fusion: { kind: 'momentum', rate: 40, momentum: 0.5, halfAfter: 4, cap: 0.6, decay: 0 },
  },
};

/** Opens the sync server of the demo shop, on the next port; its data stay in `.cache/`. Ends with the process. */
export async function openSync({ shopPort, host }) {
  const { openSyncServer } = await import('../../server/dist/index.js');
  const { LIST_OUTCOMES_OF_TRIAL, VERSION_VOTES } = await import('../../protocol/dist/index.js');
  const { url, ...server } = await openSyncServer({
    database: { folder },
    port: shopPort + 1,
    host,
    origins: [`http://${host}:${shopPort}`],
    tasks: tasksOf({ LIST_OUTCOMES_OF_TRIAL, VERSION_VOTES }),
    learning: LEARNING,
    log: { write: () => undefined },
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  return { ...server, url: `${url}/` };
}
