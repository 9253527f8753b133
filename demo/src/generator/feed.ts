import type { GeneratedShop } from './generate-shop.ts';
import type { Product } from './product.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text made safe for XML. */
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

const tag = (name: string, value: string): string =>
  `      <${name}>${escapeXml(value)}</${name}>\n`;
const pounds = (pence: number): string => `${(pence / 100).toFixed(2)} GBP`;
const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function priceTags({ price, listPrice }: Product): string {
  if (listPrice === 0) return tag('g:price', pounds(price));
  return tag('g:price', pounds(listPrice)) + tag('g:sale_price', pounds(price));
}

function itemXml(product: Product, prices = priceTags(product)): string {
  const { id, group, title, brand, path, colour, material, size, description } = product;
  const details = product.attributes
    .filter(([name]) => name !== 'Colour' && name !== 'Material')
    .map(
      ([name, value]) =>
        `      <g:product_detail><g:attribute_name>${escapeXml(name)}</g:attribute_name><g:attribute_value>${escapeXml(value)}</g:attribute_value></g:product_detail>\n`,
    );
  return (
    '    <item>\n' +
    tag('g:id', id) +
    (group === undefined ? '' : tag('g:item_group_id', group)) +
    tag('g:title', title) +
    tag('g:description', description) +
    tag('g:link', `/p/${id}`) +
    tag('g:image_link', `/images/${id}.svg`) +
    prices +
    tag('g:availability', product.inStock ? 'in_stock' : 'out_of_stock') +
    tag('g:condition', 'new') +
    tag('g:brand', brand) +
    tag('g:product_type', path.join(' > ')) +
    tag('g:color', colour) +
    tag('g:material', material) +
    (size === '' ? '' : tag('g:size', size)) +
    details.join('') +
    tag('g:rating', product.rating.toFixed(1)) +
    tag('date_added', isoDay(product.addedDay)) +
    '    </item>\n'
  );
}

/**
 * The little dirt that every real export has, at places that don't depend on the seed: markup and a
 * twice-escaped entity in texts, stray blanks, and at the end a repeated row and a row without a price.
 */
function* soiled(products: readonly Product[]): Generator<string> {
  const ampersand = products.findIndex(({ brand }) => brand.includes('&'));
  for (const [index, product] of products.entries()) {
    if (index === 40)
      yield itemXml({ ...product, description: `<p>${product.description}</p><br>` });
    else if (index === ampersand) yield itemXml({ ...product, brand: escapeXml(product.brand) });
    else if (index === 320) yield itemXml({ ...product, brand: `  ${product.brand} ` });
    else yield itemXml(product);
  }
  const [first, second] = products;
  if (first !== undefined) yield itemXml(first);
  if (second !== undefined)
    yield itemXml({ ...second, id: `${second.id}X`, title: `${second.title} (sample)` }, '');
}

/** The product feed as a shop exports it: Google Merchant RSS 2.0, links relative to the shop's root. */
export function* feedXml({ products }: GeneratedShop): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n  <channel>\n';
  yield '    <title>Alder Row</title>\n    <link>/</link>\n    <description>All products of Alder Row</description>\n';
  yield* soiled(products);
  yield '  </channel>\n</rss>\n';
}
