/**
 * Starts a worker from a file of the release. A worker's script must be of the page's own origin; from another one it is
 * a blob whose only line imports the real script.
 *
 * @param url absolute
 * @throws whatever the browser throws where there can be no worker
 */
export function startWorker(url: string, options: Readonly<WorkerOptions>): Worker {
  if (new URL(url).origin === location.origin) return new Worker(url, options);
  const line = new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(line);
  const worker = new Worker(blobUrl, options);
  // The script is fetched later than the constructor returns.
  setTimeout(() => URL.revokeObjectURL(blobUrl), 60_000);
  return worker;
}
