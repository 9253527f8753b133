import { CATEGORY_SEPARATOR } from '@sotto/core';
import type { Condition, Rule } from './rule.ts';
import { quoted } from './tokens.ts';

/** A rule as a line of the rule language; parsing it gives the same rule. */
export function formatRule(rule: Rule): string {
  const { pages, strategies } = rule.scope;
  return [
    formatAction(rule),
    ...(pages.length === 0 ? [] : [`on ${pages.join(', ')} pages`]),
    ...(strategies.length === 0 ? [] : [`for ${strategies.join(', ')}`]),
  ].join(' ');
}

function formatAction(rule: Rule): string {
  switch (rule.action) {
    case 'exclude':
      return `exclude where ${formatCondition(rule.where)}`;
    case 'include':
      return `include only where ${formatCondition(rule.where)}`;
    case 'boost':
    case 'bury':
      return `${rule.action} ${rule.factor} where ${formatCondition(rule.where)}`;
    case 'pin':
      return `pin ${quoted(rule.item)} at ${rule.position}`;
    case 'allow-out-of-stock':
      return 'allow out-of-stock';
  }
}

function formatCondition(condition: Condition): string {
  switch (condition.type) {
    case 'number':
      return `${condition.field} ${condition.operator} ${condition.value}`;
    case 'text':
      return `${condition.field} ${condition.operator} ${quoted(condition.value)}`;
    case 'in':
      return `${condition.field} in (${condition.values.map(quoted).join(', ')})`;
    case 'category':
      return `category ${condition.operator === 'is' ? '=' : 'under'} ${quoted(condition.path.join(CATEGORY_SEPARATOR))}`;
    case 'stock':
      return `stock = ${condition.inStock ? 'in' : 'out'}`;
    case 'not':
      return `not ${grouped(condition.of, ['and', 'or'])}`;
    case 'and':
      return condition.of.map((part) => grouped(part, ['and', 'or'])).join(' and ');
    case 'or':
      return condition.of.map((part) => grouped(part, ['or'])).join(' or ');
  }
}

/** In parentheses where it is of one of these types. Never more than needed: nesting has a limit. */
function grouped(condition: Condition, types: readonly Condition['type'][]): string {
  const text = formatCondition(condition);
  return types.includes(condition.type) ? `(${text})` : text;
}
