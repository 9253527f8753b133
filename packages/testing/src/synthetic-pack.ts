import { PackWriter, VectorsBuilder, type PackFiles, type PackMeta } from '@sotto/catalog';
import type { ItemVectors } from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import type { SyntheticShop } from './synthetic-shop.ts';

/**
 * The pack of a synthetic shop: with vectors, and with neighbours, also as what is bought together; prices in
 * euros. Each product has a variant `…-red`.
 */
export function syntheticPack(
  { items, catalog: { neighbours, vectors } }: SyntheticShop,
  meta: Partial<PackMeta> = {},
): Promise<PackFiles> {
  const writer = new PackWriter();
  for (const item of items) writer.addAlias(`${item.id}-red`, writer.add(item));
  if (neighbours !== undefined) {
    writer.setNeighbours('neighbours', neighbours);
    writer.setNeighbours('together', neighbours);
  }
  if (vectors !== undefined) {
    writer.setVectors('vectors', rebuilt(vectors, items.length));
    writer.setVectors('sequence', rebuilt(vectors, items.length));
  }
  return writer.finish({
    builtAt: Date.UTC(2026, 0, 1),
    locale: 'en',
    currency: { code: 'EUR', digits: 2 },
    weights: DEFAULT_WEIGHTS,
    rules: [],
    images: 'none',
    provenance: {},
    ...meta,
  });
}

function rebuilt({ dimensions, codes }: ItemVectors, size: number): VectorsBuilder {
  const builder = new VectorsBuilder(dimensions);
  for (let item = 0; item < size; item++)
    builder.add(Float32Array.from(codes.subarray(item * dimensions, (item + 1) * dimensions)));
  return builder;
}
