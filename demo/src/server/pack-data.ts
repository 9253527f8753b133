import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  decodeDetails,
  decodeItems,
  decodeTexts,
  hexColour,
  parseManifest,
  verifyFile,
  type FileName,
  type PackManifest,
} from '@sotto/catalog';
import { categoryPath, ITEM_IN_STOCK, SottoError, type TextColumn } from '@sotto/core';
import { shopData, type ShopData, type ShopProduct } from './shop-data.ts';
import { initialTile } from '../pictures/initial-tile.ts';

type Bytes = Uint8Array<ArrayBuffer>;

async function readBytes(packDir: string, name: string): Promise<Bytes> {
  const file = path.join(packDir, name);
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new SottoError('pack/unreachable', { origin: 'pack', cause }, `There is no ${file}.`);
  }
}

async function readPackFile(
  packDir: string,
  { files }: PackManifest,
  name: FileName,
): Promise<Bytes> {
  const entry = files[name];
  if (entry === undefined)
    throw new SottoError('pack/manifest', { origin: 'pack' }, `The pack has no file "${name}".`);
  const bytes = await readBytes(packDir, entry.path);
  await verifyFile(entry, bytes);
  return bytes;
}

const attributesOf = (lines: string): (readonly [string, string])[] =>
  lines
    .split('\n')
    .map((line): readonly [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    })
    .filter(([name, value]) => name !== '' && value !== '');

interface Decoded {
  readonly file: ReturnType<typeof decodeItems>;
  readonly ids: TextColumn;
  readonly titles: TextColumn;
  readonly attributes: TextColumn;
}

function productAt({ file, ids, titles, attributes }: Decoded, index: number): ShopProduct {
  const { items, brands, categories } = file;
  const id = ids.at(index);
  const path = encodeURIComponent(id);
  const details = attributesOf(attributes.at(index));
  return {
    id,
    title: titles.at(index),
    brand: brands[items.brand[index] ?? 0] ?? '',
    url: `/p/${path}`,
    image: `/images/${path}.svg`,
    price: items.price[index] ?? 0,
    listPrice: items.listPrice[index] ?? 0,
    category: categoryPath(categories, items.category[index] ?? 0),
    inStock: ((items.flags[index] ?? 0) & ITEM_IN_STOCK) !== 0,
    rating: Math.round((items.rating[index] ?? 0) / 5) / 10,
    ratingCount: 0,
    description: details.find(([name]) => name === 'description')?.[1] ?? '',
    attributes: details.filter(([name]) => name !== 'description'),
    reviews: [],
    addedDay: items.addedDay[index] ?? 0,
    popularity: items.popularity[index] ?? 0,
    siblings: [],
    model: id,
    variant: '',
  };
}

/**
 * The shop over whatever a pack holds.
 *
 * @throws pack/* where the pack can't be read
 */
export async function readPackData(packDir: string): Promise<ShopData> {
  const manifest = parseManifest(await readBytes(packDir, 'manifest.json'));
  const file = decodeItems(await readPackFile(packDir, manifest, 'items'));
  const texts = decodeTexts(await readPackFile(packDir, manifest, 'texts'));
  const { attributes } = decodeDetails(await readPackFile(packDir, manifest, 'details'), texts);
  const decoded = { file, ids: texts.ids, titles: texts.titles, attributes };
  const products = Array.from({ length: file.items.size }, (_, index) => productAt(decoded, index));
  const colours = new Map(products.map(({ id }, index) => [id, file.items.colour[index] ?? 0]));
  return shopData(
    {
      name: 'Your shop',
      tagline: 'Your products, made personal on the device',
      currency: manifest.currency.code,
      picture: ({ id, title }) => initialTile(title, hexColour(colours.get(id) ?? 0)),
    },
    products,
  );
}
