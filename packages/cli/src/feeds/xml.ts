import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { feedError } from './feed-error.ts';
import { RawTableWriter, type RawTable } from './raw-rows.ts';
import type { Staging } from './staging.ts';

/** Elements that stand for one product each: RSS, Atom, and plain catalogues. */
const RECORDS: ReadonlySet<string> = new Set(['item', 'entry', 'product', 'offer']);
const MAX_DEPTH = 64;
const MAX_TEXT = 100_000;

/** Called as bytes are read. */
export type OnBytes = (bytes: number) => void;

interface OpenRecord {
  readonly depth: number;
  readonly line: number;
  readonly values: Map<string, string>;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Collects the products of an XML feed from the parser's events. */
class RecordCollector {
  readonly done: OpenRecord[] = [];
  readonly #path: string[] = [];
  #record: OpenRecord | undefined;
  #text = '';

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    const local = localName(name);
    this.#path.push(local);
    this.#text = '';
    if (this.#path.length > MAX_DEPTH) throw new Error(`more than ${MAX_DEPTH} levels`);
    if (this.#record === undefined && this.#path.length > 1 && RECORDS.has(local.toLowerCase())) {
      this.#record = {
        depth: this.#path.length,
        line,
        values: new Map(Object.entries(attributes)),
      };
    } else if (this.#record !== undefined && attributes['href'] !== undefined) {
      if ((attributes['rel'] ?? 'alternate') === 'alternate') this.#set(attributes['href']);
    }
  }

  text(text: string): void {
    if (this.#record !== undefined && this.#text.length < MAX_TEXT) this.#text += text;
  }

  close(): void {
    const record = this.#record;
    if (record !== undefined && this.#path.length === record.depth) {
      this.done.push(record);
      this.#record = undefined;
    } else if (record !== undefined) this.#set(this.#text);
    this.#path.pop();
    this.#text = '';
  }

  /** The first value of a repeated element stays. */
  #set(text: string): void {
    const value = text.trim();
    const { values, depth } = this.#record!;
    const name = this.#path.slice(depth).join('.');
    if (value !== '' && name !== '' && !values.has(name)) values.set(name, value);
  }
}

/**
 * Stages an XML feed as a stream: Google Merchant in RSS 2.0 or Atom, or any file that repeats
 * `item`, `entry`, `product` or `offer` elements. Nested elements become `parent.child` columns.
 *
 * @throws `feed/truncated` where the document isn't closed, `feed/unreadable` where it isn't XML
 */
export async function stageXml(
  staging: Staging,
  table: string,
  path: string,
  name: string,
  onBytes: OnBytes,
): Promise<RawTable> {
  const writer = new RawTableWriter(staging, table);
  const parser = new SaxesParser<{ position: true; xmlns: false }>({
    position: true,
    xmlns: false,
  });
  const collector = new RecordCollector();
  parser.on('opentag', ({ name, attributes }) => collector.open(name, attributes, parser.line));
  parser.on('text', (text) => collector.text(text));
  parser.on('cdata', (text) => collector.text(text));
  parser.on('closetag', () => collector.close());
  let ending = false;
  parser.on('error', (error) => {
    if (ending && /unclosed|end of|must contain|unexpected end/i.test(error.message))
      throw feedError('feed/truncated', `${name} ends in the middle: ${plain(error)}.`, error);
    throw feedError('feed/unreadable', `${name} is not sound XML: ${plain(error)}.`, error);
  });
  try {
    let bytes = 0;
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
      parser.write(chunk as string);
      onBytes((bytes += (chunk as string).length));
      for (const { line, values } of collector.done.splice(0))
        await writer.add({ place: String(line), values });
    }
    ending = true;
    parser.close();
  } catch (error) {
    if (error instanceof Error && error.name === 'SottoError') throw error;
    throw feedError('feed/unreadable', `${name} can't be read as XML: ${plain(error)}.`, error);
  }
  return writer.finish();
}

/** saxes puts `line:column: ` before its messages. */
function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^(\d+):(\d+): /, 'line $1, column $2, ').replace(/\.$/, '');
}
