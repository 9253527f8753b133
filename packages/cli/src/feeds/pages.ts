import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import { SaxesParser } from 'saxes';
import { feedError } from './feed-error.ts';
import { pageProducts } from './json-ld.ts';
import { RawTableWriter, type BrokenRow, type RawTable } from './raw-rows.ts';
import type { Staging } from './staging.ts';
import type { OnBytes } from './xml.ts';

const MAX_PAGE_BYTES = 16_777_216;
const FETCH_TIMEOUT_MS = 20_000;
const PARALLEL_FETCHES = 4;

/** A page to read: where it is and how to get it. */
interface Page {
  readonly place: string;
  read(): Promise<string>;
}

/** Whether a feed is given by address. */
export const isAddress = (feed: string): boolean => /^https?:\/\//i.test(feed);

/**
 * Fetches a text by address.
 *
 * @throws `feed/unreadable` after 20 seconds, for an answer that isn't 200, or past 16 MB
 */
export async function fetchText(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (bytes.length > MAX_PAGE_BYTES) throw new Error('larger than 16 MB');
    return decodePage(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw feedError('feed/unreadable', `${url} can't be fetched: ${reason}.`, error);
  }
}

function decodePage(bytes: Buffer): string {
  const declared = /<meta[^>]+charset=["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 2048))?.[1];
  const encoding = declared !== undefined && iconv.encodingExists(declared) ? declared : 'utf-8';
  return iconv.decode(bytes, encoding);
}

function folderPages(folder: string): Page[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.x?html?$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      place: `/${path.relative(folder, file).split(path.sep).join('/')}`,
      read: async () => decodePage(await readFile(file)),
    }));
}

/** The addresses in a sitemap and whether they are sitemaps themselves. */
function sitemapEntries(xml: string, name: string): { urls: string[]; isIndex: boolean } {
  const urls: string[] = [];
  let isIndex = false;
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw feedError('feed/unreadable', `${name} is not a sound sitemap: ${error.message}.`, error);
  });
  parser.on('opentag', ({ name }) => {
    isIndex ||= name === 'sitemapindex';
    text = '';
  });
  parser.on('text', (more) => (text += more));
  parser.on('closetag', ({ name }) => {
    if (name === 'loc' && isAddress(text.trim())) urls.push(text.trim());
  });
  parser.write(xml).close();
  return { urls, isIndex };
}

async function sitemapPages(xml: string, name: string): Promise<Page[]> {
  const { urls, isIndex } = sitemapEntries(xml, name);
  const all: string[] = [];
  if (isIndex) for (const url of urls) all.push(...sitemapEntries(await fetchText(url), url).urls);
  return (isIndex ? all : urls).map((url) => ({ place: url, read: () => fetchText(url) }));
}

async function stagePages(
  staging: Staging,
  table: string,
  pages: readonly Page[],
  onPages: OnBytes,
): Promise<RawTable> {
  const writer = new RawTableWriter(staging, table);
  const broken: BrokenRow[] = [];
  for (let at = 0; at < pages.length; at += PARALLEL_FETCHES) {
    const batch = pages.slice(at, at + PARALLEL_FETCHES);
    const texts = await Promise.allSettled(batch.map((page) => page.read()));
    for (const [index, outcome] of texts.entries()) {
      const { place } = batch[index]!;
      if (outcome.status === 'rejected') {
        broken.push({ place, reason: 'page can not be read', text: String(outcome.reason) });
        continue;
      }
      const { rows, brokenBlocks } = pageProducts(outcome.value, place);
      for (const text of brokenBlocks)
        broken.push({ place, reason: 'JSON-LD that is not JSON', text });
      for (const values of rows) await writer.add({ place, values });
    }
    onPages(Math.min(pages.length, at + PARALLEL_FETCHES));
  }
  return writer.finish(broken);
}

/**
 * Stages the JSON-LD products of every `.html` file below a folder.
 *
 * @throws `feed/empty` where there is no page
 */
export async function stageFolder(
  staging: Staging,
  table: string,
  folder: string,
  onPages: OnBytes,
): Promise<RawTable> {
  const pages = folderPages(folder);
  if (pages.length === 0) throw feedError('feed/empty', `${folder} has no HTML pages.`);
  return stagePages(staging, table, pages, onPages);
}

/**
 * Stages the JSON-LD products of every page that a sitemap, or a sitemap index, names.
 *
 * @param xml the sitemap itself
 * @throws `feed/empty`, `feed/unreadable`
 */
export async function stageSitemap(
  staging: Staging,
  table: string,
  { xml, name }: { readonly xml: string; readonly name: string },
  onPages: OnBytes,
): Promise<RawTable> {
  const pages = await sitemapPages(xml, name);
  if (pages.length === 0) throw feedError('feed/empty', `${name} names no pages.`);
  return stagePages(staging, table, pages, onPages);
}

/** Stages the JSON-LD products of one page. */
export function stagePage(
  staging: Staging,
  table: string,
  html: string,
  place: string,
): Promise<RawTable> {
  const page = { place, read: () => Promise.resolve(html) };
  return stagePages(staging, table, [page], () => {});
}
