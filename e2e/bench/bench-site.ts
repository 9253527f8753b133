import { createReadStream, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What a {@link BenchSite} serves. */
export interface BenchSiteFiles {
  /** Contents by path, such as `/models.js`. */
  readonly texts: Readonly<Record<string, string>>;
  /** Folders by the path before their files, such as `/ort/`. */
  readonly folders: Readonly<Record<string, string>>;
}

/** A site on this machine. */
export interface BenchSite {
  readonly url: string;
  close(): void;
}

/**
 * Serves an empty page, with files that workers fetch. Nothing is cached, so that each load is a first one, and
 * the page is cross-origin isolated: its clock tells 5 µs apart, not 100.
 */
export async function serveBench(files: BenchSiteFiles): Promise<BenchSite> {
  const server = createServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    answer(new URL(request.url ?? '/', 'http://localhost').pathname, files, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(name: string, { texts, folders }: BenchSiteFiles, response: ServerResponse): void {
  response.setHeader('content-type', TYPES[path.extname(name)] ?? 'application/octet-stream');
  const text = texts[name];
  const prefix = Object.keys(folders).find((each) => name.startsWith(each));
  if (name === '/') response.setHeader('content-type', 'text/html').end('<!doctype html>');
  else if (text !== undefined) response.end(text);
  else if (prefix === undefined) response.writeHead(404).end();
  else sendFile(path.join(folders[prefix] ?? '', name.slice(prefix.length)), response);
}

function sendFile(file: string, response: ServerResponse): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) response.writeHead(404).end();
  else createReadStream(file).pipe(response.setHeader('content-length', size));
}
