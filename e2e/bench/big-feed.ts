import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generateShop, type Product } from '@sotto/demo';

const PER_SEED = 50_000;
const HEAD =
  'id,title,description,link,image_link,price,availability,brand,product_type,color,material\n';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function row(seed: number, product: Product): string {
  const { title, description, price, inStock, brand, path, colour, material } = product;
  const id = `${seed}-${product.id}`;
  const fields = [
    id,
    quoted(title),
    quoted(description),
    `https://shop.example/p/${id}`,
    `https://shop.example/images/${id}.jpg`,
    `${(price / 100).toFixed(2)} GBP`,
    inStock ? 'in_stock' : 'out_of_stock',
    quoted(brand),
    quoted(path.join(' > ')),
    colour,
    material,
  ];
  return `${fields.join(',')}\n`;
}

function* rows(products: number): Generator<string> {
  yield HEAD;
  for (let seed = 1, left = products; left > 0; seed++, left -= PER_SEED) {
    for (const product of generateShop({ seed, products: Math.min(left, PER_SEED) }).products)
      yield row(seed, product);
  }
}

/** Writes a CSV feed of the demo shop's kind with any number of rows. */
export function writeBigFeed(file: string, products: number): Promise<void> {
  return pipeline(Readable.from(rows(products)), createWriteStream(file));
}
