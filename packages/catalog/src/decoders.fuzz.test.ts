import {
  categoryPath,
  CHANNEL_NAMES,
  ERROR_CATALOGUE,
  SottoError,
  type ChannelWeights,
} from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAliases } from './aliases.ts';
import { ColumnReader } from './column-file.ts';
import { decodeFallback } from './fallback.ts';
import { decodeItems } from './items.ts';
import { parseManifest } from './manifest.ts';
import { decodeNeighbours } from './neighbours.ts';
import { PackWriter } from './pack-writer.ts';
import { decodeTextList, TextBlob } from './text-blob.ts';
import { decodeDetails, decodeTexts } from './texts.ts';
import { decodeThumbnails } from './thumbnails.ts';
import { decodeVectors, VectorsBuilder } from './vectors.ts';

const SIZE = 12;
const shop = syntheticShop({ products: SIZE, users: 30 });

async function validFiles(): Promise<Record<string, Uint8Array>> {
  const writer = new PackWriter();
  for (const item of shop.items) writer.addAlias(`${item.id}-red`, writer.add(item));
  if (shop.catalog.neighbours !== undefined)
    writer.setNeighbours('neighbours', shop.catalog.neighbours);
  const vectors = new VectorsBuilder(8);
  for (let at = 0; at < SIZE; at++)
    vectors.add(Float32Array.from({ length: 8 }, (_, i) => Math.sin(at + i)));
  writer.setVectors('vectors', vectors);
  const pack = await writer.finish({
    builtAt: 0,
    locale: 'en',
    currency: { code: 'EUR', digits: 2 },
    weights: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 1])) as ChannelWeights,
    rules: [],
    images: { cell: 8, columns: 4, rows: 4, sheets: [], cells: new Uint32Array(SIZE).fill(1) },
    provenance: {},
  });
  const named = pack.files.map(({ path, bytes }) => [path.split('.')[0] ?? '', bytes] as const);
  return { ...Object.fromEntries(named), manifest: pack.manifest };
}

const files = await validFiles();
const valid = (name: string): Uint8Array => files[name] ?? new Uint8Array();
const texts = decodeTexts(valid('texts'));

/** Reads everything that a decoder gives, as the engine would. */
const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
  manifest: (bytes) => void parseManifest(bytes),
  fallback: (bytes) => void decodeFallback(bytes),
  items(bytes) {
    const { items, categories } = decodeItems(bytes);
    for (const category of items.category) void categoryPath(categories, category);
  },
  texts(bytes) {
    const { ids, titles, links } = decodeTexts(bytes);
    for (let at = 0; at < ids.size; at++) void [ids.at(at), titles.at(at), links.at(at)];
  },
  details(bytes) {
    const { attributes, imageUrls } = decodeDetails(bytes, texts);
    for (let at = 0; at < attributes.size; at++) void [attributes.at(at), imageUrls.at(at)];
  },
  aliases(bytes) {
    const { ids } = decodeAliases(bytes, SIZE);
    for (let at = 0; at < ids.size; at++) void ids.at(at);
  },
  vectors: (bytes) => void decodeVectors(bytes, SIZE),
  neighbours: (bytes) => void decodeNeighbours(bytes, SIZE),
  thumbnails: (bytes) => void decodeThumbnails(bytes, SIZE),
  columns: (bytes) => void new ColumnReader(bytes),
  names: (bytes) => void decodeTextList(bytes, 100),
  'text blob': (bytes) => void new TextBlob(bytes, 3),
};

function expectResultOrPackError(decode: (bytes: Uint8Array) => void, bytes: Uint8Array): void {
  try {
    decode(bytes);
  } catch (error) {
    if (!(error instanceof SottoError)) throw error;
    expect(error.code).toMatch(/^pack\//);
    expect(Object.keys(ERROR_CATALOGUE)).toContain(error.code);
  }
}

const names = Object.keys(DECODERS);
const decoderOf = (name: string) => DECODERS[name] as (bytes: Uint8Array) => void;

test.each(names)('reads random bytes as %s, or says that they are not', (name) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.uint8Array({ maxLength: 200 }).map((tail) => Uint8Array.of(0x53, 0x54, 0x50, 0x31, ...tail)),
  );
  fc.assert(
    fc.property(bytes, (each) => expectResultOrPackError(decoderOf(name), each)),
    { numRuns: 500 },
  );
});

/** Numbers at which readers break: each overwrites four bytes somewhere, the lengths of columns too. */
const EDGES = [0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

test.each(names.filter((name) => files[name] !== undefined))(
  'survives %s with bits flipped, numbers overwritten, bytes removed, added and cut off',
  (name) => {
    const whole = valid(name);
    const place = fc.nat(whole.length - 1);
    const edit: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
      fc.tuple(place, fc.nat(7)).map(([at, bit]) => (bytes: Uint8Array) => {
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        return bytes;
      }),
      fc
        .tuple(fc.oneof(place, fc.nat(120)), fc.constantFrom(...EDGES))
        .map(([at, value]) => (bytes: Uint8Array) => {
          if (at + 4 <= bytes.length) new DataView(bytes.buffer).setUint32(at, value, true);
          return bytes;
        }),
      place.map((at) => (bytes: Uint8Array) => bytes.slice(0, at)),
      place.map((at) => (bytes: Uint8Array) => bytes.slice(at)),
      fc.tuple(place, fc.uint8Array({ maxLength: 9 })).map(
        ([at, more]) =>
          (bytes: Uint8Array) =>
            Uint8Array.of(...bytes.slice(0, at), ...more, ...bytes.slice(at)),
      ),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let broken: Uint8Array = whole.slice();
        for (const change of edits) broken = change(broken);
        expectResultOrPackError(decoderOf(name), broken);
      }),
      { numRuns: 1000 },
    );
  },
);

test.each(names.filter((name) => files[name] !== undefined && name !== 'manifest'))(
  'refuses every shortened %s',
  (name) => {
    const whole = valid(name);
    for (let length = 0; length < whole.length; length += length < 400 ? 1 : 17)
      expect(() => decoderOf(name)(whole.slice(0, length)), `${length} bytes`).toThrow(SottoError);
  },
);
