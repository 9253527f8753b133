import type { CaptureSink } from './capture-sink.ts';
import { entries, property, text } from './hostile.ts';

/** Largest JSON-LD block that is parsed, in characters. */
const MAX_BLOCK = 200_000;

/** Most values of one block that are looked at. */
const MAX_NODES = 2_000;

/** Reads schema.org products, JSON-LD and microdata. A page is a product's only if it has just one. */
export function readMarkup(root: ParentNode, sink: CaptureSink): void {
  const blocks = root.querySelectorAll<HTMLScriptElement>('script[type="application/ld+json"]');
  const products = new Map<string, string | undefined>();
  for (const block of blocks) {
    for (const product of productsOf(parse(block.textContent ?? ''))) {
      const id = text(property(product, 'sku')) ?? text(property(product, 'productID'));
      if (id !== undefined) products.set(id, text(property(product, 'category')));
    }
  }
  for (const id of microdataProducts(root)) if (!products.has(id)) products.set(id, undefined);
  const [only] = products;
  if (only === undefined || products.size !== 1) return;
  const [item, category] = only;
  sink.describe(
    { kind: 'product', item, ...(category === undefined ? {} : { category }) },
    'markup',
  );
  sink.event({ kind: 'view', item }, 'markup');
}

function parse(json: string): unknown {
  if (json.length > MAX_BLOCK) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Products that a block is about; those inside other things, such as lists, are not. */
function productsOf(block: unknown): unknown[] {
  const waiting = [block];
  const products: unknown[] = [];
  for (let seen = 0; seen < MAX_NODES && waiting.length > 0; seen += 1) {
    const node = waiting.pop();
    if (Array.isArray(node)) waiting.push(...entries(node, MAX_NODES));
    else if (isProduct(node)) products.push(node);
    else waiting.push(...[property(node, '@graph'), property(node, 'mainEntity')].filter(Boolean));
  }
  return products;
}

function isProduct(node: unknown): boolean {
  const type = property(node, '@type');
  const types = Array.isArray(type) ? entries(type, 10) : [type];
  return types.includes('Product') || types.includes('ProductGroup');
}

function microdataProducts(root: ParentNode): string[] {
  const scopes = root.querySelectorAll('[itemscope][itemtype*="schema.org/Product"]');
  return [...scopes].flatMap((scope) => {
    const inside =
      scope.hasAttribute('itemprop') && scope.getAttribute('itemprop') !== 'mainEntity';
    if (inside || scope.parentElement?.closest('[itemtype*="ItemList"]') != null) return [];
    const sku = [...scope.querySelectorAll('[itemprop="sku"],[itemprop="productID"]')].find(
      (each) => each.closest('[itemscope]') === scope,
    );
    return text(sku?.getAttribute('content') ?? sku?.textContent) ?? [];
  });
}
