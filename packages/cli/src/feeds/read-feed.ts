import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../terminal/progress.ts';
import { stageDelimited } from './delimited.ts';
import { detectFormat, type FeedFormat } from './detect-format.ts';
import { feedError } from './feed-error.ts';
import { stageJson, stageJsonLines } from './json.ts';
import { fetchText, isAddress, stageFolder, stagePage, stageSitemap } from './pages.ts';
import type { RawTable } from './raw-rows.ts';
import type { Staging } from './staging.ts';
import { stageXml } from './xml.ts';
import { copyText, headOf, readError } from './text-copy.ts';

/** A feed as it lies in the staging. */
export interface StagedFeed extends RawTable {
  /** How the feed was named by the caller. */
  readonly name: string;
  readonly format: FeedFormat | 'folder';
  /** Encoding and delimiter, such as `utf-8, semicolons`; empty for pages. */
  readonly detail: string;
}

function isFolder(feed: string): boolean {
  try {
    return statSync(feed).isDirectory();
  } catch (error) {
    throw readError(feed, error);
  }
}

async function fetchTo(url: string, folder: string): Promise<string> {
  const file = path.join(folder, 'fetched');
  writeFileSync(file, await fetchText(url));
  return file;
}

type Staged = RawTable & { readonly delimiter?: string };

async function stageText(
  staging: Staging,
  table: string,
  { file, name }: { readonly file: string; readonly name: string },
  report: Report,
): Promise<StagedFeed> {
  const copy = await copyText(file, path.join(staging.folder, `${table}.txt`), name);
  const head = headOf(copy.path);
  if (head.trim() === '') throw feedError('feed/empty', `${name} is empty.`);
  const format = detectFormat(head);
  const onBytes = (bytes: number) => report(bytes, copy.sizeBytes);
  const whole = () => readFileSync(copy.path, 'utf8');
  const onPages = (pages: number) => report(pages, undefined, 'pages');
  const readers: Readonly<Record<FeedFormat, () => Promise<Staged>>> = {
    xml: () => stageXml(staging, table, copy.path, name, onBytes),
    sitemap: () => stageSitemap(staging, table, { xml: whole(), name }, onPages),
    html: () =>
      stagePage(staging, table, whole(), isAddress(name) ? name : `/${path.basename(name)}`),
    json: () => stageJson(staging, table, copy.path, name, onBytes),
    'json-lines': () => stageJsonLines(staging, table, copy.path, name, onBytes),
    delimited: () => stageDelimited(staging, table, copy, name),
  };
  const { delimiter, ...raw } = await readers[format]();
  rmSync(copy.path);
  const detail = [copy.encoding, delimiter].filter(Boolean).join(', ');
  return { ...raw, name, format, detail };
}

/**
 * Reads one feed into the staging. A feed is a file (gzip or not), a folder of HTML pages, or an
 * `http(s)` address of a feed or sitemap; its format is told from its content.
 *
 * @param index number of the feed, for the name of its table
 * @throws `feed/unreadable`, `feed/empty`, `feed/truncated`
 */
export async function readFeed(
  staging: Staging,
  feed: string,
  index: number,
  report: Report,
): Promise<StagedFeed> {
  const table = `raw${index}`;
  const staged =
    !isAddress(feed) && isFolder(feed)
      ? {
          ...(await stageFolder(staging, table, feed, (done) => report(done, undefined, 'pages'))),
          name: feed,
          format: 'folder' as const,
          detail: '',
        }
      : await stageText(
          staging,
          table,
          { file: isAddress(feed) ? await fetchTo(feed, staging.folder) : feed, name: feed },
          report,
        );
  if (staged.rows === 0)
    throw feedError(
      'feed/empty',
      `${feed} has no products${staged.broken.length > 0 ? ` that can be read (${staged.broken.length} broken rows)` : ''}.`,
    );
  return staged;
}
