import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { SottoError } from '@sotto/core';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFeed } from './read-feed.ts';
import { Staging } from './staging.ts';

let folder: string;
let staging: Staging;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-fuzz-'));
  staging = await Staging.open();
});
afterAll(() => {
  staging.close();
  rmSync(folder, { recursive: true });
});

const CSV = 'id;title;price\n1;"Cup; blue";3,50\n2;"Two\nlines";4,00\n3;Zwölf;5,00\n';
const ITEM =
  '<item><g:id>1</g:id><title>Cup &amp; <![CDATA[<b>]]></title><g:price>3 EUR</g:price></item>';
const LD = {
  '@type': 'Product',
  sku: '1',
  name: 'Cup',
  offers: { price: 3, priceCurrency: 'EUR' },
};

const SEEDS: Readonly<Record<string, Uint8Array>> = {
  csv: Buffer.from(CSV),
  'csv in utf-16': iconv.encode(CSV, 'utf-16', { addBOM: true }),
  'csv in gzip': gzipSync(CSV),
  tsv: Buffer.from(CSV.replaceAll(';', '\t')),
  rss: Buffer.from(
    `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>${ITEM}${ITEM}</channel></rss>`,
  ),
  atom: Buffer.from(
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>Cup</title><link href="/c"/></entry></feed>',
  ),
  json: Buffer.from('[{"id":1,"title":"Cup","price":{"amount":3.5}},{"id":2,"tags":["a",null]}]'),
  shopify: Buffer.from(
    '{"products":[{"id":7,"title":"Sock","handle":"s","options":[{"name":"Size"}],"variants":[{"option1":"M","price":"9"}]}]}',
  ),
  'json lines': Buffer.from('{"id":1,"title":"Cup"}\n{"id":2,"title":"Can"}\n'),
  page: Buffer.from(
    `<!doctype html><title>x</title><script type="application/ld+json">${JSON.stringify(LD)}</script>`,
  ),
};

interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
  readonly cut: boolean;
}

/** Replaces, inserts, deletes, repeats or cuts somewhere. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom(
        '"',
        '<',
        '>',
        '{',
        ']',
        '\0',
        '\n\n',
        '&#x',
        ';',
        '\u2028',
        '\ufeff',
        '<![CDATA[',
      )
      .map((text) => new Uint8Array(Buffer.from(text))),
  ),
  cut: fc.boolean(),
});

function mutate(seed: Uint8Array, changes: readonly Mutation[]): Buffer {
  let bytes = Buffer.from(seed);
  for (const { at, remove, insert, cut } of changes) {
    const from = Math.floor(at * bytes.length);
    const rest = cut ? Buffer.alloc(0) : bytes.subarray(from + remove);
    bytes = Buffer.concat([bytes.subarray(0, from), insert, rest]);
  }
  return bytes;
}

test.for(Object.entries(SEEDS))(
  'lets nothing but a SottoError out of a broken feed: %s',
  { timeout: 60_000 },
  async ([, seed]) => {
    const file = path.join(folder, 'feed');
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 3 }), async (changes) => {
        writeFileSync(file, mutate(seed, changes));
        try {
          const feed = await readFeed(staging, file, 0, () => {});
          expect(feed.rows).toBeGreaterThan(0);
          expect(await staging.number(`SELECT count(*) FROM ${feed.table}`)).toBe(feed.rows);
        } catch (error) {
          expect(error).toBeInstanceOf(SottoError);
          expect((error as SottoError).message).not.toContain('\n');
          expect((error as SottoError).code).toMatch(/^feed\//);
        }
      }),
      { numRuns: 150 },
    );
  },
);
