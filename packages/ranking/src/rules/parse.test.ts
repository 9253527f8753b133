import { readFileSync } from 'node:fs';
import { SottoError, STRATEGY_NAMES } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRule } from './format.ts';
import { parseRules } from './parse.ts';
import type { Condition, Rule } from './rule.ts';

const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\r\n]/.test(value));
const textField = fc.constantFrom('id', 'title', 'brand', 'attribute.size' as const);
const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100 + 0);
const step = fc.stringMatching(/^[a-zé&]{1,8}$/);

const { condition } = fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => ({
  leaf: fc.oneof(
    fc.record({
      type: fc.constant('number' as const),
      field: fc.constantFrom('price', 'discount', 'rating', 'age'),
      operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      value: number,
    }),
    fc.record({
      type: fc.constant('text' as const),
      field: textField,
      operator: fc.constantFrom('=', '!=', 'contains', 'starts with'),
      value: text,
    }),
    fc.record({
      type: fc.constant('in' as const),
      field: textField,
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('category' as const),
      operator: fc.constantFrom('is', 'under'),
      path: fc.array(step, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('stock' as const), inStock: fc.boolean() }),
  ) as fc.Arbitrary<Condition>,
  condition: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.record({ type: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const scope = fc.record({
  pages: fc.uniqueArray(fc.constantFrom('home', 'category', 'product')),
  strategies: fc.uniqueArray(fc.constantFrom(...STRATEGY_NAMES), { maxLength: 3 }),
});
const rule = fc.oneof(
  fc.record({ action: fc.constantFrom('exclude', 'include'), where: condition, scope }),
  fc.record({
    action: fc.constant('boost'),
    factor: fc.integer({ min: 100, max: 10_000 }).map((value) => value / 100),
    where: condition,
    scope,
  }),
  fc.record({
    action: fc.constant('bury'),
    factor: fc.integer({ min: 1, max: 100 }).map((value) => value / 100),
    where: condition,
    scope,
  }),
  fc.record({
    action: fc.constant('pin'),
    item: text,
    position: fc.integer({ min: 1, max: 100 }),
    scope,
  }),
  fc.record({ action: fc.constant('allow-out-of-stock'), scope }),
) as fc.Arbitrary<Rule>;

test('reads what it writes as the same rule', () => {
  fc.assert(
    fc.property(rule, (each) => {
      expect(parseRules(formatRule(each))).toEqual([each]);
    }),
  );
});

const words = fc.constantFrom(
  ...'exclude include only where boost bury pin at allow out-of-stock ( ) not and or = < 5 1.5 "a" brand price category under stock in on for pages home #'.split(
    ' ',
  ),
);

test('answers any text with rules or with the place of a mistake', () => {
  const line = fc.array(words).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), line), (input) => {
      try {
        for (const each of parseRules(input)) expect(parseRules(formatRule(each))).toEqual([each]);
      } catch (error) {
        if (!(error instanceof SottoError)) throw error;
        expect(error.code).toBe('rule/syntax');
        expect(error.message).toMatch(/line \d+, column \d+/);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['# fine\nexclude were stock = out', 'line 2, column 9: where is missing'],
  ['exclude where price = "5"', 'line 1, column 23: a number is missing'],
  ['exclude where brand = 5', 'line 1, column 23: a text in double quotes is missing'],
  ['exclude where colour = "red"', 'line 1, column 15: "colour" is no field'],
  ['boost 0.5 where price > 1', 'line 1, column 7: boost takes 1 to 100'],
  ['pin "a" at 1.5', 'line 1, column 12: it takes a whole number'],
  ['exclude where stock = out on moon pages', 'line 1, column 30: "moon" is not a kind of page'],
])('says what is wrong with %j and where', (input, message) => {
  expect(() => parseRules(input)).toThrow(message);
});

test('refuses nesting that would exhaust the stack', () => {
  expect(() => parseRules(`exclude where ${'('.repeat(100_000)}`)).toThrow('nested too deeply');
});

test('reads every example of the documentation', () => {
  const page = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```rules\n(.*?)```/gs)].map(([, block]) => block ?? '');
  expect(blocks.flatMap((block) => parseRules(block)).length).toBeGreaterThan(5);
});
