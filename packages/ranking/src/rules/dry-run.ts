import { ITEM_IN_STOCK } from '@sotto/core';
import { formatRule } from './format.ts';
import type { Rule } from './rule.ts';
import { RuleSet, type RuleSetOptions } from './rule-set.ts';

/** What one rule would do. */
export interface RuleReport {
  /** The rule as a line of the rule language. */
  readonly rule: string;
  /** How many products it fits. */
  readonly matches: number;
  /** Ids of some of them. */
  readonly examples: readonly string[];
  /** What its author should know: it fits nothing, its pin is excluded, … */
  readonly warnings: readonly string[];
}

const EXAMPLES = 5;

/** What rules would do with a catalog, without doing it. */
export function dryRun(rules: readonly Rule[], options: RuleSetOptions, now: number): RuleReport[] {
  const set = new RuleSet(rules, options);
  const { excluded } = new RuleSet(
    rules.filter(({ scope }) => scope.pages.length + scope.strategies.length === 0),
    options,
  ).effect('for-you', 'other', now);
  return rules.map((rule) => {
    const matches = set.matches(rule, now);
    return {
      rule: formatRule(rule),
      matches: matches.length,
      examples: [...matches.subarray(0, EXAMPLES)].map((item) => options.idAt(item)),
      warnings: warnings(rule, matches, options, excluded),
    };
  });
}

function warnings(
  rule: Rule,
  matches: Uint32Array,
  { catalog }: RuleSetOptions,
  excluded: Uint8Array | undefined,
): string[] {
  const { size, flags } = catalog.items;
  if (rule.action === 'allow-out-of-stock') return [];
  if (rule.action === 'pin') {
    const [item] = matches;
    if (item === undefined) return ['the catalog has no such product'];
    return [
      ...(((flags[item] ?? 0) & ITEM_IN_STOCK) === 0
        ? ['the product is out of stock and is not shown']
        : []),
      ...(excluded?.[item] === 1 ? ['another rule excludes the product'] : []),
    ];
  }
  if (rule.action === 'include' && matches.length === 0)
    return ['fits no product: every list would be empty'];
  if (matches.length === 0) return ['fits no product'];
  if (rule.action === 'exclude' && matches.length === size) return ['excludes every product'];
  return [];
}
