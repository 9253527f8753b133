import type { TextColumn } from '@sotto/core';
import { corrupt } from './corrupt.ts';

const END = 0;
const encoder = new TextEncoder();

/** A text may begin with U+FEFF; a decoder would take it for a byte order mark and drop it. */
const createDecoder = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts as UTF-8, each ended by a zero byte; zero bytes inside a text are left out. */
export function encodeTexts(texts: Iterable<string>): Uint8Array<ArrayBuffer> {
  const builder = new TextBlobBuilder();
  for (const text of texts) builder.add(text);
  return builder.finish();
}

/** Collects texts one by one without keeping them as strings. */
export class TextBlobBuilder {
  #bytes = new Uint8Array(1 << 12);
  #length = 0;

  add(text: string): void {
    this.#append(encoder.encode(text.includes('\0') ? text.replaceAll('\0', '') : text));
  }

  /** Adds a text that is UTF-8 already. */
  addBytes(text: Uint8Array): void {
    this.#append(text);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #append(text: Uint8Array): void {
    const end = this.#length + text.length + 1;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, Math.ceil(this.#bytes.length * 1.5)));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(text, this.#length);
    this.#bytes[end - 1] = END;
    this.#length = end;
  }
}

/** Texts that are decoded when they are asked for. */
export class TextBlob implements TextColumn {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #decoder = createDecoder();

  /**
   * @param size number of texts
   * @throws pack/corrupt where the bytes hold another number of texts
   */
  constructor(bytes: Uint8Array, size: number) {
    this.size = size;
    this.#bytes = bytes;
    this.#ends = endsOf(bytes, size);
  }

  at(index: number): string {
    return index >= 0 && index < this.size ? this.#decoder.decode(this.bytesAt(index)) : '';
  }

  /** The UTF-8 bytes of a text, as a view. */
  bytesAt(index: number): Uint8Array {
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0) + 1;
    return this.#bytes.subarray(start, this.#ends[index] ?? 0);
  }
}

function endsOf(bytes: Uint8Array, size: number): Uint32Array {
  if (size > bytes.length) throw corrupt('texts are missing');
  const ends = new Uint32Array(size);
  let at = -1;
  for (let index = 0; index < size; index++) {
    at = bytes.indexOf(END, at + 1);
    if (at < 0) throw corrupt('texts are missing');
    ends[index] = at;
  }
  if (at !== bytes.length - 1) throw corrupt('there are too many texts');
  return ends;
}

/** Reads as many texts as there are. */
export function decodeTextList(bytes: Uint8Array, max: number): string[] {
  const texts: string[] = [];
  const decoder = createDecoder();
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(END, start);
    if (end < 0 || texts.length === max) throw corrupt('its list of names');
    texts.push(decoder.decode(bytes.subarray(start, end)));
    start = end + 1;
  }
  return texts;
}
