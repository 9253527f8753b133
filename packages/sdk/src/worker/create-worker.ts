import { startWorker } from '@sotto/protocol';
import { releaseUrl } from '../release-url.ts';
import { WORKER_OPTIONS } from './worker-options.ts';

/**
 * Starts the engine's worker.
 *
 * @param assetsUrl absolute URL of the folder with `sotto.worker.js`
 */
export const createWorker = (assetsUrl: string): Worker =>
  startWorker(releaseUrl('sotto.worker.js', assetsUrl), WORKER_OPTIONS);
