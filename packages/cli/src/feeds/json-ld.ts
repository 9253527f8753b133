import { Parser } from 'htmlparser2';
import { flatten } from './flatten.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function hasType(node: Json, type: string): boolean {
  return listOf(node['@type']).some(
    (name) => typeof name === 'string' && name.replace(/^.*[/:#]/, '') === type,
  );
}

/** What a page says in its head and its JSON-LD. */
interface PageData {
  readonly blocks: readonly string[];
  readonly canonical: string | undefined;
}

function readPage(html: string): PageData {
  const blocks: string[] = [];
  let canonical: string | undefined;
  let block: string | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const type = attributes['type']?.toLowerCase().split(';')[0]?.trim();
      if (name === 'script' && type === 'application/ld+json') block = '';
      if (name === 'link' && attributes['rel']?.toLowerCase() === 'canonical')
        canonical = attributes['href'];
    },
    ontext(text) {
      if (block !== undefined) block += text;
    },
    onclosetag(name) {
      if (name !== 'script' || block === undefined) return;
      blocks.push(block);
      block = undefined;
    },
  });
  parser.end(html);
  return { blocks, canonical };
}

const MAX_NODES = 5000;

/** Every object of a document, from the top; `@graph` and nested nodes alike. */
function nodesOf(document: unknown): Json[] {
  const nodes: Json[] = [];
  const queue: unknown[] = [document];
  for (let at = 0; at < queue.length && nodes.length < MAX_NODES; at++) {
    const value = queue[at];
    if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isObject(value)) {
      nodes.push(value);
      queue.push(...Object.values(value).filter((inner) => typeof inner === 'object'));
    }
  }
  return nodes;
}

function nameOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  if (typeof first === 'string' || typeof first === 'number') return String(first);
  if (!isObject(first)) return undefined;
  const name = first['name'] ?? first['url'] ?? first['contentUrl'] ?? first['@id'];
  return typeof name === 'string' ? name : undefined;
}

/** The names of a breadcrumb list in order, without the home page and the product itself. */
function crumbs(nodes: readonly Json[], title: string): string | undefined {
  const list = nodes.find((node) => hasType(node, 'BreadcrumbList'));
  if (list === undefined) return undefined;
  const names = listOf(list['itemListElement'])
    .filter(isObject)
    .toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0))
    .map((entry) => nameOf(entry['name'] ?? entry['item']))
    .filter((name): name is string => name !== undefined);
  if (names.at(-1) === title) names.pop();
  return names.slice(1).join(' > ') || undefined;
}

function offerOf(node: Json): Map<string, string> {
  const offers = listOf(node['offers']).filter(isObject);
  const open = offers.find((offer) => /InStock/i.test(String(offer['availability']))) ?? offers[0];
  return open === undefined ? new Map<string, string>() : flatten(open);
}

function productRow(node: Json, nodes: readonly Json[], page: string): Map<string, string> {
  const offer = offerOf(node);
  const title = nameOf(node['name']) ?? '';
  const rating = isObject(node['aggregateRating']) ? flatten(node['aggregateRating']) : undefined;
  const entries: [string, string | undefined][] = [
    [
      'id',
      nameOf(node['sku'] ?? node['productID'] ?? node['mpn'] ?? node['gtin13'] ?? node['@id']),
    ],
    ['item_group_id', nameOf(node['inProductGroupWithID'])],
    ['title', title],
    ['link', nameOf(node['url']) ?? offer.get('url') ?? page],
    ['image_link', nameOf(node['image'])],
    ['brand', nameOf(node['brand'] ?? node['manufacturer'])],
    ['price', offer.get('price') ?? offer.get('lowPrice') ?? offer.get('priceSpecification.price')],
    ['currency', offer.get('priceCurrency') ?? offer.get('priceSpecification.priceCurrency')],
    ['availability', offer.get('availability')],
    ['product_type', nameOf(node['category']) ?? crumbs(nodes, title)],
    ['rating', rating?.get('ratingValue')],
    ['color', nameOf(node['color'])],
    ['size', nameOf(node['size'])],
    ['material', nameOf(node['material'])],
    ['date', nameOf(node['releaseDate'])],
  ];
  return new Map(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** What one page yields. */
export interface PageProducts {
  readonly rows: readonly Map<string, string>[];
  /** JSON-LD blocks of the page that aren't JSON. */
  readonly brokenBlocks: readonly string[];
}

/**
 * The schema.org products of a page's JSON-LD, without those that only stand in another product's
 * list of related ones (they name neither an offer nor an identifier).
 *
 * @param place the page's own address or path, for products without a `url`
 */
export function pageProducts(html: string, place: string): PageProducts {
  const { blocks, canonical } = readPage(html);
  const brokenBlocks: string[] = [];
  const nodes = blocks.flatMap((block) => {
    try {
      return nodesOf(JSON.parse(block));
    } catch {
      brokenBlocks.push(block.trim().slice(0, 300));
      return [];
    }
  });
  const rows = nodes
    .filter((node) => hasType(node, 'Product') && (node['offers'] ?? node['sku']) !== undefined)
    .map((node) => productRow(node, nodes, canonical ?? place));
  return { rows, brokenBlocks };
}
