import { categoryPath, DAY_MS, ITEM_IN_STOCK } from '@sotto/core';
import type { RankingCatalog } from '../types.ts';
import type { Condition, NumberField, NumberOperator, TextField, TextOperator } from './rule.ts';

/** Whether a product fits. */
export type Matcher = (item: number) => boolean;

/** What conditions are asked of. */
export interface MatchContext {
  readonly catalog: RankingCatalog;
  /** Ids of products, for rules that name them. */
  readonly idAt: (item: number) => string;
  /** Digits of the currency's minor unit. */
  readonly digits: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Turns a condition into a test of one product. What is unknown (a price, a rating, an age, a text that has
 * not arrived) fits no comparison, so that `not` of it fits.
 */
export function matcherOf(condition: Condition, context: MatchContext): Matcher {
  switch (condition.type) {
    case 'number': {
      const { operator, value } = condition;
      const read = numberReader(condition.field, context);
      return (item) => compare(read(item), operator, value);
    }
    case 'text': {
      const read = textReader(condition.field, context);
      const wanted = condition.value.toLowerCase();
      return (item) => compareText(read(item), condition.operator, wanted);
    }
    case 'in': {
      const read = textReader(condition.field, context);
      const wanted = new Set(condition.values.map((value) => value.toLowerCase()));
      return (item) => wanted.has(read(item) ?? '');
    }
    case 'category':
      return categoryMatcher(condition.path, condition.operator, context);
    case 'stock':
      return (item) =>
        (((context.catalog.items.flags[item] ?? 0) & ITEM_IN_STOCK) !== 0) === condition.inStock;
    case 'not': {
      const inner = matcherOf(condition.of, context);
      return (item) => !inner(item);
    }
    case 'and': {
      const parts = condition.of.map((part) => matcherOf(part, context));
      return (item) => parts.every((part) => part(item));
    }
    case 'or': {
      const parts = condition.of.map((part) => matcherOf(part, context));
      return (item) => parts.some((part) => part(item));
    }
  }
}

/** 0 stands for unknown in the columns. */
const known = (value: number | undefined): number =>
  value === undefined || value === 0 ? Number.NaN : value;

function numberReader(
  field: NumberField,
  { catalog, digits, now }: MatchContext,
): (item: number) => number {
  const { price, listPrice, rating, addedDay } = catalog.items;
  switch (field) {
    case 'price':
      return (item) => known(price[item]) / 10 ** digits;
    case 'discount':
      return (item) =>
        listPrice[item] === 0 ? 0 : 100 * (1 - known(price[item]) / known(listPrice[item]));
    case 'rating':
      return (item) => known(rating[item]) / 50;
    case 'age':
      return (item) => Math.floor(now / DAY_MS) - known(addedDay[item]);
  }
}

function compare(left: number, operator: NumberOperator, right: number): boolean {
  if (Number.isNaN(left)) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

const orNone = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text.toLowerCase();

/** Reads a text in lower case; `undefined` where the product has none. */
function textReader(
  field: TextField,
  { catalog, idAt }: MatchContext,
): (item: number) => string | undefined {
  if (field === 'id') return (item) => orNone(idAt(item));
  if (field === 'title') return (item) => orNone(catalog.titles?.at(item));
  if (field === 'brand') return (item) => orNone(catalog.brands[catalog.items.brand[item] ?? 0]);
  const prefix = `${field.slice('attribute.'.length)}=`;
  return (item) =>
    orNone(
      catalog.attributes
        ?.at(item)
        .split('\n')
        .find((line) => line.toLowerCase().startsWith(prefix))
        ?.slice(prefix.length),
    );
}

function compareText(left: string | undefined, operator: TextOperator, right: string): boolean {
  if (left === undefined) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case 'contains':
      return left.includes(right);
    case 'starts with':
      return left.startsWith(right);
  }
}

/** Decided once for each category; a product only looks its own up. */
function categoryMatcher(
  path: readonly string[],
  operator: 'is' | 'under',
  { catalog }: MatchContext,
): Matcher {
  const wanted = path.map((step) => step.toLowerCase());
  const fits = catalog.categories.names.map((_, index) => {
    const own = categoryPath(catalog.categories, index).map((step) => step.toLowerCase());
    const deepEnough =
      operator === 'is' ? own.length === wanted.length : own.length >= wanted.length;
    return index !== 0 && deepEnough && wanted.every((step, at) => step === own[at]);
  });
  return (item) => fits[catalog.items.category[item] ?? 0] ?? false;
}
