import type { Staging } from '../feeds/staging.ts';
import { fewestProducts, STEP_SEPARATOR } from './category-path.ts';

/** The table of products after merging, with final categories. */
export const KEPT_TABLE = 'kept';

/** One category with what it holds, products of its subcategories included. */
export interface CategoryCount {
  readonly path: readonly string[];
  readonly products: number;
  readonly inStock: number;
  readonly hasChildren: boolean;
}

/** A category of the feeds that too few products share. */
export interface FoldedCategory {
  readonly path: readonly string[];
  readonly products: number;
}

/** What {@link keepProducts} made of the feeds' categories. */
export interface SortedCategories {
  /** Every category that is left. */
  readonly categories: readonly CategoryCount[];
  /** Those whose products went into the category above, or into none; the largest first. */
  readonly folded: readonly FoldedCategory[];
}

interface Node {
  products: number;
  inStock: number;
  hasChildren: boolean;
}

function* prefixes(category: string): Generator<string> {
  if (category === '') return;
  for (
    let at = category.indexOf(STEP_SEPARATOR);
    at >= 0;
    at = category.indexOf(STEP_SEPARATOR, at + 1)
  )
    yield category.slice(0, at);
  yield category;
}

const steps = (path: string): string[] => path.split(STEP_SEPARATOR);

type PathRow = readonly [category: string, products: number, inStock: number];

function countNodes(paths: readonly PathRow[]): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const [category, products, inStock] of paths)
    for (const prefix of prefixes(category)) {
      const node = nodes.get(prefix) ?? { products: 0, inStock: 0, hasChildren: false };
      node.products += products;
      node.inStock += inStock;
      node.hasChildren ||= prefix !== category;
      nodes.set(prefix, node);
    }
  return nodes;
}

/** The longest beginning of the path of which every step has enough products. */
function fold(category: string, nodes: ReadonlyMap<string, Node>, fewest: number): string {
  let kept = '';
  for (const prefix of prefixes(category)) {
    if ((nodes.get(prefix)?.products ?? 0) < fewest) break;
    kept = prefix;
  }
  return kept;
}

/**
 * Makes the table of products: what merging left, in the order of the feeds, with steps of categories
 * folded into their parents where too few products share them.
 */
export async function keepProducts(staging: Staging): Promise<SortedCategories> {
  const products = await staging.number('SELECT count(*) FROM alive');
  const paths = (
    await staging.rows(`SELECT category, count(*), sum(c.in_stock) FROM clean c
      JOIN alive USING (number) GROUP BY category ORDER BY category`)
  ).map(([path, count, stock]): PathRow => [String(path), Number(count), Number(stock)]);
  const nodes = countNodes(paths);
  const fewest = fewestProducts(products);
  const folded = await staging.createTable('folded', ['category', 'final_category']);
  const finalPaths: PathRow[] = [];
  for (const [category, count, stock] of paths) {
    const final = fold(category, nodes, fewest);
    folded.append([category, final]);
    finalPaths.push([final, count, stock]);
  }
  folded.close();
  await staging.run(`CREATE OR REPLACE TABLE ${KEPT_TABLE} AS
    SELECT row_number() OVER (ORDER BY c.number) - 1 AS item, c.*, final_category
    FROM clean c JOIN alive USING (number) JOIN folded ON folded.category = c.category
    ORDER BY c.number`);
  return {
    categories: [...countNodes(finalPaths)].map(([path, node]) => ({ path: steps(path), ...node })),
    folded: [...nodes]
      .filter(([, node]) => node.products < fewest)
      .sort(([, a], [, b]) => b.products - a.products)
      .map(([path, node]) => ({ path: steps(path), products: node.products })),
  };
}
