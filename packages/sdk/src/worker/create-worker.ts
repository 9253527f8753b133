import { releaseUrl } from '../release-url.ts';
import { WORKER_OPTIONS } from './worker-options.ts';

/**
 * Starts the engine's worker. A worker's script must be of the page's own origin; from another one
 * it is a blob whose only line imports the real script.
 *
 * @param assetsUrl absolute URL of the folder with `sotto.worker.js`
 */
export function createWorker(assetsUrl: string): Worker {
  const url = releaseUrl('sotto.worker.js', assetsUrl);
  if (new URL(url).origin === location.origin) return new Worker(url, WORKER_OPTIONS);
  const line = new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(line);
  const worker = new Worker(blobUrl, WORKER_OPTIONS);
  // The script is fetched later than the constructor returns.
  setTimeout(() => URL.revokeObjectURL(blobUrl), 60_000);
  return worker;
}
