type Json = Readonly<Record<string, unknown>>;

const write = (value: number): string => value.toLocaleString('en-US');

/** A part of the provenance; empty where it is not there or something else. */
const part = (of: Json, name: string): Json => {
  const value = Object.hasOwn(of, name) ? of[name] : undefined;
  return typeof value === 'object' && value !== null ? (value as Json) : {};
};

/** The numbers of these names, or nothing where one is missing. */
function numbers(of: Json, ...fields: readonly string[]): number[] | undefined {
  const found = fields.map((field) => (Object.hasOwn(of, field) ? of[field] : undefined));
  return found.every((value) => typeof value === 'number') ? found : undefined;
}

/** How a pack came about, as far as its manifest says: lines of a title and a sentence. */
export function provenanceText(provenance: Json): [title: string, text: string][] {
  const lines: [string, string][] = [];
  const rows = numbers(part(provenance, 'rows'), 'read', 'merged', 'rejected');
  if (rows !== undefined) {
    const [read = 0, merged = 0, rejected = 0] = rows;
    lines.push([
      'Feed',
      `${write(read)} rows read, ${write(merged)} merged, ${write(rejected)} rejected`,
    ]);
  }
  const orders = numbers(part(provenance, 'orders'), 'read', 'kept');
  lines.push(['Orders', orders === undefined ? 'none' : ordersText(orders)]);
  const fit = numbers(part(provenance, 'fit'), 'cases', 'before', 'crossValidated');
  lines.push([
    'Weights',
    fit === undefined ? 'not fitted to this shop: see sotto fit' : fitText(fit),
  ]);
  return lines;
}

const ordersText = ([read = 0, kept = 0]: readonly number[]): string =>
  `${write(kept)} of ${write(read)} rows count`;

const fitText = ([cases = 0, before = 0, after = 0]: readonly number[]): string =>
  `fitted on ${write(cases)} users: NDCG@10 ${before.toFixed(4)} before, ${after.toFixed(4)} now`;
