import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { JSONParser } from '@streamparser/json';
import { feedError } from './feed-error.ts';
import { flatten } from './flatten.ts';
import { RawTableWriter, type BrokenRow, type RawTable } from './raw-rows.ts';
import { isShopifyProduct, shopifyRows } from './shopify.ts';
import type { Staging } from './staging.ts';
import { headOf } from './text-copy.ts';
import type { OnBytes } from './xml.ts';

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes products one at a time; a Shopify product becomes a row a variant. */
class ProductSink {
  readonly broken: BrokenRow[] = [];
  readonly #writer: RawTableWriter;

  constructor(writer: RawTableWriter) {
    this.#writer = writer;
  }

  async add(value: unknown, place: string): Promise<void> {
    if (!isRecord(value)) {
      const text = JSON.stringify(value)?.slice(0, 300) ?? '';
      this.broken.push({ place, reason: 'not an object', text });
      return;
    }
    const rows = isShopifyProduct(value) ? shopifyRows(value) : [flatten(value)];
    for (const [at, values] of rows.entries())
      await this.#writer.add({ place: rows.length > 1 ? `${place}.${at + 1}` : place, values });
  }

  finish(): Promise<RawTable> {
    return this.#writer.finish(this.broken);
  }
}

/**
 * Stages JSON lines. A line that isn't JSON is set apart; a last one without its line break means that
 * the file was cut.
 *
 * @throws `feed/truncated`
 */
export async function stageJsonLines(
  staging: Staging,
  table: string,
  path: string,
  name: string,
  onBytes: OnBytes,
): Promise<RawTable> {
  const sink = new ProductSink(new RawTableWriter(staging, table));
  let line = 0;
  let bytes = 0;
  let failedAt = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    line++;
    onBytes((bytes += text.length + 1));
    if (text.trim() === '') continue;
    const parsed = parse(text);
    if (parsed instanceof Error) {
      failedAt = line;
      const reason = 'not JSON';
      sink.broken.push({ place: String(line), reason, text: text.slice(0, 300) });
    } else await sink.add(parsed.value, String(line));
  }
  if (failedAt === line && line > 0)
    throw feedError('feed/truncated', `${name} ends in the middle of a record (line ${line}).`);
  return sink.finish();
}

function parse(text: string): { readonly value: unknown } | Error {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return error as Error;
  }
}

/**
 * Stages a JSON document as a stream: an array of products, or an object that holds one under any name,
 * as `{ "products": [ … ] }`. Shopify's products are taken apart into their variants.
 *
 * @throws `feed/truncated` where the document isn't closed, `feed/unreadable` where it isn't JSON
 */
export async function stageJson(
  staging: Staging,
  table: string,
  path: string,
  name: string,
  onBytes: OnBytes,
): Promise<RawTable> {
  const sink = new ProductSink(new RawTableWriter(staging, table));
  const found: unknown[] = [];
  const isList = headOf(path, 4096).trimStart().startsWith('[');
  const parser = new JSONParser({ paths: [isList ? '$.*' : '$.*.*'], keepStack: false });
  parser.onValue = ({ value, parent }) => {
    if (Array.isArray(parent)) found.push(value);
  };
  let count = 0;
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      parser.write(chunk as Buffer);
      onBytes((bytes += (chunk as Buffer).length));
      for (const value of found.splice(0)) await sink.add(value, String(++count));
    }
    if (!parser.isEnded)
      throw feedError('feed/truncated', `${name} ends in the middle of a record.`);
  } catch (error) {
    if (error instanceof Error && error.name === 'SottoError') throw error;
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw feedError('feed/unreadable', `${name} is not sound JSON: ${message}`, error);
  }
  return sink.finish();
}
