// Writes the demo shop's feed, order history, pictures and data: node demo/dist/make.js --out DIR
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { COLOURS } from './generator/colours.ts';
import { seedOf } from './generator/draw.ts';
import { feedXml } from './generator/feed.ts';
import { generateShop, type GeneratedShop } from './generator/generate-shop.ts';
import { ordersCsv, simulateOrders } from './generator/simulate-orders.ts';
import { drawPicture } from './pictures/draw-picture.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    products: { type: 'string', default: '1500' },
    shoppers: { type: 'string', default: '6000' },
  },
});

const began = performance.now();

/** A line on what is done so far, once it has taken longer than a person waits gladly. */
function progress(text: string): void {
  if (performance.now() - began > 2000) process.stderr.write(`${text}\n`);
}

const write = (file: string, chunks: Iterable<string>): Promise<void> =>
  pipeline(Readable.from(chunks), createWriteStream(file));

async function writePictures(folder: string, { products }: GeneratedShop): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [index, { id, picture, colour, group, feature }] of products.entries()) {
    const seed = seedOf(group ?? id);
    const svg = drawPicture({ kind: picture, colour: COLOURS[colour], seed, feature });
    await writeFile(path.join(folder, `${id}.svg`), svg);
    if (index % 1000 === 999) progress(`${index + 1} of ${products.length} pictures`);
  }
}

async function make(out: string): Promise<void> {
  const seed = Number(values.seed);
  const shop = generateShop({ seed, products: Number(values.products) });
  const orders = simulateOrders(shop, { seed, shoppers: Number(values.shoppers) });
  await mkdir(out, { recursive: true });
  await writePictures(path.join(out, 'images'), shop);
  await write(path.join(out, 'feed.xml'), feedXml(shop));
  await write(path.join(out, 'orders.csv'), ordersCsv(orders));
  await writeFile(path.join(out, 'shop.json'), JSON.stringify(shop));
  process.stdout.write(
    `${shop.products.length} products, ${orders.length} order lines in ${out}\n`,
  );
}

if (values.out === undefined) {
  process.stderr.write('make.js --out DIR [--seed N] [--products N] [--shoppers N]\n');
  process.exitCode = 2;
} else {
  await make(values.out);
}
