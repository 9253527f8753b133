import {
  CATEGORY_SEPARATOR,
  PAGE_KINDS,
  STRATEGY_NAMES,
  type PageKind,
  type StrategyName,
} from '@sotto/core';
import type {
  Condition,
  NumberField,
  NumberOperator,
  Rule,
  RuleScope,
  TextField,
  TextOperator,
} from './rule.ts';
import { ruleError, tokensOf, type Token } from './tokens.ts';

const NUMBER_FIELDS: readonly NumberField[] = ['price', 'discount', 'rating', 'age'];
const NUMBER_OPERATORS: readonly NumberOperator[] = ['=', '!=', '<', '<=', '>', '>='];

/** Deepest nesting of `(` and `not`. */
const MAX_DEPTH = 50;

/**
 * Reads rules, one a line; empty lines and comments are skipped.
 *
 * @throws rule/syntax with line and column of the first mistake.
 */
export function parseRules(text: string): Rule[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const tokens = tokensOf(line, index + 1);
    return tokens[0]?.type === 'end' ? [] : [new Parser(tokens, index + 1).rule()];
  });
}

/** Recursive descent over the tokens of one line. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #line: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], line: number) {
    this.#tokens = tokens;
    this.#line = line;
  }

  rule(): Rule {
    const action = this.#action();
    const scope = this.#scope();
    this.#end();
    return { ...action, scope };
  }

  #action(): Rule extends infer R ? (R extends Rule ? Omit<R, 'scope'> : never) : never {
    const word = this.#word('exclude', 'include', 'boost', 'bury', 'pin', 'allow');
    switch (word) {
      case 'include':
        this.#word('only');
        return { action: 'include', where: this.#where() };
      case 'boost':
      case 'bury':
        return { action: word, factor: this.#factor(word), where: this.#where() };
      case 'pin': {
        const item = this.#text();
        this.#word('at');
        return { action: 'pin', item, position: this.#whole(1, 100) };
      }
      case 'allow':
        this.#word('out-of-stock');
        return { action: 'allow-out-of-stock' };
      default:
        return { action: 'exclude', where: this.#where() };
    }
  }

  #factor(word: 'boost' | 'bury'): number {
    const { column } = this.#peek();
    const factor = this.#number();
    const fits = word === 'boost' ? factor >= 1 && factor <= 100 : factor > 0 && factor <= 1;
    if (fits) return factor;
    throw this.#error(
      column,
      word === 'boost' ? 'boost takes 1 to 100' : 'bury takes more than 0, up to 1',
    );
  }

  #where(): Condition {
    this.#word('where');
    return this.#or();
  }

  #or(): Condition {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #chain(type: 'and' | 'or', part: () => Condition): Condition {
    const of = [part()];
    while (this.#takes(type)) of.push(part());
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { type, of };
  }

  #not(): Condition {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#error(this.#peek().column, 'it is nested too deeply');
    try {
      if (this.#takes('not')) return { type: 'not', of: this.#not() };
      if (!this.#takes('(')) return this.#comparison();
      const inner = this.#or();
      this.#sign(')');
      return inner;
    } finally {
      this.#depth -= 1;
    }
  }

  #comparison(): Condition {
    const { value, column } = this.#take('word', 'a field');
    const field = value.toLowerCase();
    if ((NUMBER_FIELDS as readonly string[]).includes(field))
      return this.#numberComparison(field as NumberField);
    if (field === 'category') return this.#categoryComparison();
    if (field === 'stock') return this.#stockComparison();
    if (['id', 'title', 'brand'].includes(field)) return this.#textComparison(field as TextField);
    if (/^attribute\.[\w-]+$/.test(field)) return this.#textComparison(field as TextField);
    throw this.#error(
      column,
      `"${value}" is no field; there are id, title, brand, category, price, discount, stock, rating, age and attribute.NAME`,
    );
  }

  #numberComparison(field: NumberField): Condition {
    const { value, column } = this.#take('sign', 'a comparison');
    if (!(NUMBER_OPERATORS as readonly string[]).includes(value)) {
      throw this.#error(column, `${field} is compared by ${NUMBER_OPERATORS.join(' ')}`);
    }
    return { type: 'number', field, operator: value as NumberOperator, value: this.#number() };
  }

  #textComparison(field: TextField): Condition {
    if (this.#takes('in')) return { type: 'in', field, values: this.#texts() };
    return { type: 'text', field, operator: this.#textOperator(), value: this.#text() };
  }

  #textOperator(): TextOperator {
    if (this.#takes('=')) return '=';
    if (this.#takes('!=')) return '!=';
    if (this.#takes('contains')) return 'contains';
    const { column } = this.#peek();
    if (!this.#takes('starts'))
      throw this.#error(column, 'a text is compared by = != contains, starts with or in');
    this.#word('with');
    return 'starts with';
  }

  #categoryComparison(): Condition {
    const { column } = this.#peek();
    const operator = this.#takes('under') ? 'under' : this.#takes('=') ? 'is' : undefined;
    if (operator === undefined) throw this.#error(column, 'category is compared by = or under');
    const path = this.#text()
      .split(CATEGORY_SEPARATOR.trim())
      .map((step) => step.trim());
    return { type: 'category', operator, path };
  }

  #stockComparison(): Condition {
    this.#sign('=');
    return { type: 'stock', inStock: this.#word('in', 'out') === 'in' };
  }

  #texts(): string[] {
    this.#sign('(');
    const values = [this.#text()];
    while (this.#takes(',')) values.push(this.#text());
    this.#sign(')');
    return values;
  }

  #scope(): RuleScope {
    const pages = this.#takes('on') ? this.#names(PAGE_KINDS, 'a kind of page') : [];
    if (pages.length > 0) this.#takes('pages');
    const strategies = this.#takes('for') ? this.#names(STRATEGY_NAMES, 'a strategy') : [];
    return { pages: pages as PageKind[], strategies: strategies as StrategyName[] };
  }

  #names(known: readonly string[], what: string): string[] {
    const names: string[] = [];
    do {
      const { value, column } = this.#take('word', what);
      if (!known.includes(value))
        throw this.#error(column, `"${value}" is not ${what}; there are ${known.join(', ')}`);
      names.push(value);
    } while (this.#takes(','));
    return names;
  }

  #end(): void {
    const { type, value, column } = this.#peek();
    if (type !== 'end') throw this.#error(column, `"${value}" is not expected here`);
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', value: '', column: 1 };
  }

  #takes(value: string): boolean {
    const next = this.#peek();
    if ((next.type !== 'word' && next.type !== 'sign') || next.value.toLowerCase() !== value)
      return false;
    this.#at += 1;
    return true;
  }

  #take(type: Token['type'], what: string): Token {
    const next = this.#peek();
    if (next.type !== type) throw this.#error(next.column, `${what} is missing`);
    this.#at += 1;
    return next;
  }

  #word(...expected: readonly string[]): string {
    const { column } = this.#peek();
    const found = expected.find((each) => this.#takes(each));
    if (found === undefined) throw this.#error(column, `${expected.join(' or ')} is missing`);
    return found;
  }

  #sign(expected: string): void {
    const { column } = this.#peek();
    if (!this.#takes(expected)) throw this.#error(column, `${expected} is missing`);
  }

  #text(): string {
    return this.#take('text', 'a text in double quotes').value;
  }

  #number(): number {
    // Adding 0 makes -0 the 0 that it is compared as.
    return Number(this.#take('number', 'a number').value) + 0;
  }

  #whole(min: number, max: number): number {
    const { column } = this.#peek();
    const value = this.#number();
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw this.#error(column, `it takes a whole number from ${min} to ${max}`);
  }

  #error(column: number, message: string): ReturnType<typeof ruleError> {
    return ruleError(this.#line, column, message);
  }
}
