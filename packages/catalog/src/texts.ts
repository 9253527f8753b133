import type { TextColumn } from '@sotto/core';
import { ColumnReader, encodeColumns } from './column-file.ts';
import { corrupt } from './corrupt.ts';
import { MAX_PRODUCTS } from './format.ts';
import { decodeTextList, encodeTexts, TextBlob } from './text-blob.ts';
import { isTemplate, UrlColumn } from './url-template.ts';

/** What the file `texts` holds. */
export interface TextsFile {
  readonly ids: TextColumn;
  readonly titles: TextColumn;
  /** Links to the products' pages. */
  readonly links: TextColumn;
}

/** What the file `details` holds. */
export interface DetailsFile {
  /** `name=value` lines joined by `\n`. */
  readonly attributes: TextColumn;
  /** The shop's own image URLs; empty where there is none. */
  readonly imageUrls: TextColumn;
}

/** Texts as the writer has them: UTF-8, ended by zero bytes, in the order of the pack. */
export type TextBytes = Uint8Array<ArrayBuffer>;

/** Writes the file `texts`. */
export function encodeTextsFile(
  size: number,
  blobs: { readonly ids: TextBytes; readonly titles: TextBytes; readonly links: TextBytes },
  linkTemplate: string,
): Uint8Array<ArrayBuffer> {
  return encodeColumns({
    size: Uint32Array.of(size),
    ids: blobs.ids,
    titles: blobs.titles,
    links: blobs.links,
    tmpl: encodeTexts([linkTemplate]),
  });
}

/** Reads the file `texts`. @throws pack/corrupt */
export function decodeTexts(bytes: Uint8Array): TextsFile {
  const reader = new ColumnReader(bytes);
  const size = sizeOf(reader);
  const ids = new TextBlob(reader.bytes('ids'), size);
  const titles = new TextBlob(reader.bytes('titles'), size);
  const links = new TextBlob(reader.bytes('links'), size);
  return { ids, titles, links: new UrlColumn(links, templateOf(reader), ids, titles) };
}

/** Writes the file `details`. */
export function encodeDetails(
  size: number,
  blobs: { readonly attributes: TextBytes; readonly imageUrls: TextBytes },
  imageTemplate: string,
): Uint8Array<ArrayBuffer> {
  return encodeColumns({
    size: Uint32Array.of(size),
    attrs: blobs.attributes,
    images: blobs.imageUrls,
    tmpl: encodeTexts([imageTemplate]),
  });
}

/**
 * Reads the file `details`.
 *
 * @param texts of the same pack; image URLs may be made from ids and titles.
 * @throws pack/corrupt
 */
export function decodeDetails(bytes: Uint8Array, { ids, titles }: TextsFile): DetailsFile {
  const reader = new ColumnReader(bytes);
  const size = sizeOf(reader);
  if (size !== ids.size) throw corrupt('its files differ in length');
  const stored = new TextBlob(reader.bytes('images'), size);
  return {
    attributes: new TextBlob(reader.bytes('attrs'), size),
    imageUrls: new UrlColumn(stored, templateOf(reader), ids, titles),
  };
}

function sizeOf(reader: ColumnReader): number {
  const [size = 0] = reader.uint32('size', 1);
  if (size > MAX_PRODUCTS) throw corrupt('there are too many products');
  return size;
}

function templateOf(reader: ColumnReader): string {
  const [template = ''] = decodeTextList(reader.bytes('tmpl'), 1);
  if (!isTemplate(template)) throw corrupt('its template of URLs');
  return template;
}
