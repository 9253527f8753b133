import { createReadStream, createWriteStream, openSync, readSync, closeSync } from 'node:fs';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { feedError } from './feed-error.ts';
import { Utf8Census } from './utf8-census.ts';

/** A feed's text as a file in plain UTF-8. */
export interface TextCopy {
  /** Where the copy lies. */
  readonly path: string;
  /** What the feed was written in, such as `utf-8` or `windows-1252`. */
  readonly encoding: string;
  /** Length of the copy. */
  readonly sizeBytes: number;
  /** Whether the feed ends with a line break. */
  readonly endsWithNewline: boolean;
}

const GZIP = [0x1f, 0x8b];

function firstBytes(path: string, count: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(count);
    return buffer.subarray(0, readSync(file, buffer, 0, count, 0));
  } finally {
    closeSync(file);
  }
}

function open(path: string): Readable {
  const head = firstBytes(path, 2);
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  if (head[0] !== GZIP[0] || head[1] !== GZIP[1]) return file;
  const gunzip = createGunzip();
  file.once('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}

/** UTF-16 without a byte order mark: every other byte of ASCII text is zero. */
function utf16WithoutMark(head: Buffer): string | undefined {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const pairs = head.length / 2;
  if (odd > 0.4 * pairs && even < 0.1 * pairs) return 'utf-16le';
  return even > 0.4 * pairs && odd < 0.1 * pairs ? 'utf-16be' : undefined;
}

function encodingOf(head: Buffer, census: Utf8Census): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return utf16WithoutMark(head) ?? (census.isUtf8 ? 'utf-8' : 'windows-1252');
}

async function survey(path: string): Promise<{ head: Buffer; census: Utf8Census }> {
  const census = new Utf8Census();
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of open(path) as AsyncIterable<Buffer>) {
    if (head.length < 4096) head = Buffer.concat([head, chunk.subarray(0, 4096)]);
    census.add(chunk);
  }
  return { head, census };
}

/** Says what is wrong with a file in terms of the feed. */
export function readError(name: string, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR')
    return feedError(
      'feed/truncated',
      `${name} ends in the middle: the gzip file is cut off.`,
      cause,
    );
  if (code?.startsWith('Z_') === true)
    return feedError('feed/unreadable', `${name} is a damaged gzip file.`, cause);
  if (code === 'ENOENT') return feedError('feed/unreadable', `There is no file ${name}.`, cause);
  if (code === 'EACCES') return feedError('feed/unreadable', `${name} may not be read.`, cause);
  return feedError('feed/unreadable', `${name} can't be read: ${message}.`, cause);
}

class LastByte extends Transform {
  value = 0x0a;
  sizeBytes = 0;
  override _transform(chunk: Buffer, _: string, done: TransformCallback): void {
    this.sizeBytes += chunk.length;
    this.value = chunk.at(-1) ?? this.value;
    done(null, chunk);
  }
}

/**
 * Copies a feed as UTF-8 without a byte order mark to `target`: unpacks gzip, tells the encoding from
 * the bytes (UTF-8, UTF-16, else Windows-1252, of which Latin-1 is a part).
 *
 * @throws `feed/unreadable`, `feed/truncated`, `feed/empty`
 */
export async function copyText(path: string, target: string, name = path): Promise<TextCopy> {
  try {
    const { head, census } = await survey(path);
    if (census.sizeBytes === 0) throw feedError('feed/empty', `${name} is empty.`);
    const encoding = encodingOf(head, census);
    const last = new LastByte();
    await pipeline(
      open(path),
      iconv.decodeStream(encoding, { stripBOM: true }),
      iconv.encodeStream('utf-8'),
      last,
      createWriteStream(target),
    );
    const endsWithNewline = last.value === 0x0a || last.value === 0x0d;
    return { path: target, encoding, sizeBytes: last.sizeBytes, endsWithNewline };
  } catch (error) {
    if (error instanceof Error && error.name === 'SottoError') throw error;
    throw readError(name, error);
  }
}

/** The beginning of a UTF-8 file as text. */
export function headOf(path: string, sizeBytes = 65_536): string {
  return firstBytes(path, sizeBytes).toString('utf8');
}
