import type { PageKind, StrategyName } from '@sotto/core';

/** Fields that hold a number. `price` is in major units, `discount` in percent, `age` in days. */
export type NumberField = 'price' | 'discount' | 'rating' | 'age';

/** Fields that hold a text. `attribute.NAME` is a further attribute. */
export type TextField = 'id' | 'title' | 'brand' | `attribute.${string}`;

/** How two numbers are compared. */
export type NumberOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** How two texts are compared, without regard to case. */
export type TextOperator = '=' | '!=' | 'contains' | 'starts with';

/** What a product is asked. */
export type Condition =
  | {
      readonly type: 'number';
      readonly field: NumberField;
      readonly operator: NumberOperator;
      readonly value: number;
    }
  | {
      readonly type: 'text';
      readonly field: TextField;
      readonly operator: TextOperator;
      readonly value: string;
    }
  | { readonly type: 'in'; readonly field: TextField; readonly values: readonly string[] }
  /** `under`: the category or one below it. `is`: the category itself. */
  | {
      readonly type: 'category';
      readonly operator: 'is' | 'under';
      readonly path: readonly string[];
    }
  | { readonly type: 'stock'; readonly inStock: boolean }
  | { readonly type: 'not'; readonly of: Condition }
  | { readonly type: 'and' | 'or'; readonly of: readonly Condition[] };

/** Where a rule holds; everywhere when both are empty. */
export interface RuleScope {
  readonly pages: readonly PageKind[];
  readonly strategies: readonly StrategyName[];
}

/** One line of the rule language. */
export type Rule = { readonly scope: RuleScope } & (
  | { readonly action: 'exclude' | 'include'; readonly where: Condition }
  /** `factor` above 0; multiplies the score. */
  | { readonly action: 'boost' | 'bury'; readonly factor: number; readonly where: Condition }
  /** `position` from 1. */
  | { readonly action: 'pin'; readonly item: string; readonly position: number }
  /** Products that are out of stock may be listed. */
  | { readonly action: 'allow-out-of-stock' }
);
