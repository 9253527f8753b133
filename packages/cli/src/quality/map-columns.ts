import { SottoError } from '@sotto/core';
import { suggest } from '../terminal/suggest.ts';
import { plausible, type ColumnSample } from './column-sample.ts';
import { FIELD_NAMES, plainName, PRODUCT_FIELDS, type ProductField } from './product-fields.ts';

/** For each field the numbers of the columns that carry it; several are joined by spaces. */
export type ColumnMapping = Readonly<Partial<Record<ProductField, readonly number[]>>>;

/** A wish of the caller: a field and the names of its columns, or none to leave the field out. */
export interface MappingWish {
  readonly field: ProductField;
  readonly columns: readonly string[];
}

const SYNONYMS = new Map<ProductField, readonly string[]>(
  PRODUCT_FIELDS.map((field) => [
    field,
    FIELD_NAMES[field].split(/\s+/).filter(Boolean).map(plainName),
  ]),
);

/**
 * Reads `--map` options: `COLUMN=FIELD`; `A+B=FIELD` joins columns, `=FIELD` leaves a field out. The
 * other way round, `FIELD=COLUMN`, is taken too where only that makes sense.
 *
 * @throws `cli/usage`
 */
export function parseWishes(options: readonly string[]): MappingWish[] {
  return options.map((option) => {
    const cut = option.lastIndexOf('=');
    const [left, right] = cut < 0 ? [option, ''] : [option.slice(0, cut), option.slice(cut + 1)];
    const field = fieldNamed(right);
    if (field !== undefined) return { field, columns: left.split('+').filter(Boolean) };
    const first = option.indexOf('=');
    const turned = first < 0 ? undefined : fieldNamed(option.slice(0, first));
    if (turned !== undefined)
      return {
        field: turned,
        columns: option
          .slice(first + 1)
          .split('+')
          .filter(Boolean),
      };
    const near = suggest(right, PRODUCT_FIELDS);
    const hint =
      near === undefined ? `fields are ${PRODUCT_FIELDS.join(', ')}` : `did you mean ${near}?`;
    throw new SottoError(
      'cli/usage',
      { origin: 'cli' },
      `--map ${option} names no field of a product; write --map COLUMN=FIELD; ${hint}`,
    );
  });
}

function fieldNamed(text: string): ProductField | undefined {
  return PRODUCT_FIELDS.find((field) => field.toLowerCase() === text.toLowerCase());
}

function wishedColumns(wish: MappingWish, columns: readonly string[], feed: string): number[] {
  return wish.columns.map((name) => {
    const exact = columns.indexOf(name);
    const at =
      exact >= 0 ? exact : columns.findIndex((each) => plainName(each) === plainName(name));
    if (at >= 0) return at;
    const near = suggest(name, columns);
    throw new SottoError(
      'feed/unmapped',
      { origin: 'cli' },
      `${feed} has no column "${name}" for --map; ${near === undefined ? `it has ${listed(columns)}` : `did you mean "${near}"`}.`,
    );
  });
}

const listed = (columns: readonly string[]): string => {
  const shown = columns.slice(0, 30).map((column) => `"${column}"`);
  return `${shown.join(', ')}${columns.length > 30 ? ` and ${columns.length - 30} more` : ''}`;
};

/**
 * Finds the column of each field: by the wishes, else by name and content. A column whose content can't
 * be what its name says (a `price` without digits) is passed over for the next name.
 *
 * @param columns the feed's own column names
 * @param samples what the first rows of each column hold
 * @throws `feed/unmapped` where there is no column for the title
 */
export function mapColumns(
  columns: readonly string[],
  samples: readonly ColumnSample[],
  wishes: readonly MappingWish[],
  feed: string,
): ColumnMapping {
  const mapping: Partial<Record<ProductField, readonly number[]>> = {};
  const plain = columns.map(plainName);
  const taken = new Set<number>();
  for (const wish of wishes) {
    mapping[wish.field] = wishedColumns(wish, columns, feed);
    for (const at of mapping[wish.field] ?? []) taken.add(at);
  }
  for (const field of PRODUCT_FIELDS) {
    if (mapping[field] !== undefined) continue;
    const at = find(field, plain, samples, taken);
    if (at === undefined) continue;
    taken.add(at);
    mapping[field] = [at];
  }
  for (const needed of ['id', 'title'] as const)
    if ((mapping[needed] ?? []).length === 0 && !(needed === 'id' && mapping.url !== undefined))
      throw new SottoError(
        'feed/unmapped',
        { origin: 'cli' },
        `${feed} has no column for the ${needed}; its columns are ${listed(columns)}: say which with --map COLUMN=${needed}.`,
      );
  return mapping;
}

function find(
  field: ProductField,
  plain: readonly string[],
  samples: readonly ColumnSample[],
  taken: ReadonlySet<number>,
): number | undefined {
  const fits = (at: number) => at >= 0 && !taken.has(at) && plausible(field, samples[at]);
  const squeezed = plain.map((name) => name.replaceAll('_', ''));
  for (const synonym of SYNONYMS.get(field) ?? []) {
    const exact = plain.indexOf(synonym);
    if (fits(exact)) return exact;
    const loose = squeezed.indexOf(synonym.replaceAll('_', ''));
    if (fits(loose)) return loose;
    const nested = plain.findIndex(
      (name) => name.startsWith(`${synonym}_`) && /_(?:name|value|amount|url|src)$/.test(name),
    );
    if (fits(nested)) return nested;
  }
  return undefined;
}
