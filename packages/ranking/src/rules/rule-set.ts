import { DAY_MS, type StrategyName } from '@sotto/core';
import type { RankingCatalog } from '../types.ts';
import { matcherOf } from './matcher.ts';
import type { Rule } from './rule.ts';

/** What the rules say about one list. */
export interface RuleEffect {
  /** Products that must not be listed; `undefined` where no rule excludes. */
  readonly excluded: Uint8Array | undefined;
  readonly allowOutOfStock: boolean;
  /** Factors of scores, by product. */
  readonly factors: readonly { readonly items: Uint32Array; readonly factor: number }[];
  /** Products by position from 1, in the order of the rules. */
  readonly pins: readonly { readonly item: number; readonly position: number }[];
}

/** What a {@link RuleSet} is made with. */
export interface RuleSetOptions {
  readonly catalog: RankingCatalog;
  readonly idAt: (item: number) => string;
  readonly indexOf: (id: string) => number;
  readonly digits: number;
}

/** Rules compiled against a catalog: which products each fits is found once, and again each day. */
export class RuleSet {
  readonly #rules: readonly Rule[];
  readonly #options: RuleSetOptions;
  #matches = new Map<Rule, Uint32Array>();
  #day = -1;

  constructor(rules: readonly Rule[], options: RuleSetOptions) {
    this.#rules = rules;
    this.#options = options;
  }

  /** The effect on a list of `strategy` on a page of `pageKind`. */
  effect(strategy: StrategyName, pageKind: string, now: number): RuleEffect {
    const inScope = this.#rules.filter(
      ({ scope }) =>
        (scope.pages.length === 0 || (scope.pages as readonly string[]).includes(pageKind)) &&
        (scope.strategies.length === 0 || scope.strategies.includes(strategy)),
    );
    return {
      excluded: this.#excluded(inScope, now),
      allowOutOfStock: inScope.some(({ action }) => action === 'allow-out-of-stock'),
      factors: inScope.flatMap((rule) =>
        rule.action === 'boost' || rule.action === 'bury'
          ? [{ items: this.matches(rule, now), factor: rule.factor }]
          : [],
      ),
      pins: inScope.flatMap((rule) => {
        if (rule.action !== 'pin') return [];
        const item = this.#options.indexOf(rule.item);
        return item < 0 ? [] : [{ item, position: rule.position }];
      }),
    };
  }

  /** The products that a rule fits, ascending. */
  matches(rule: Rule, now: number): Uint32Array {
    const day = Math.floor(now / DAY_MS);
    if (day !== this.#day) this.#matches.clear();
    this.#day = day;
    const known = this.#matches.get(rule);
    if (known !== undefined) return known;
    const found = this.#find(rule, now);
    this.#matches.set(rule, found);
    return found;
  }

  #find(rule: Rule, now: number): Uint32Array {
    if (rule.action === 'allow-out-of-stock') return new Uint32Array();
    if (rule.action === 'pin') {
      const item = this.#options.indexOf(rule.item);
      return item < 0 ? new Uint32Array() : Uint32Array.of(item);
    }
    const fits = matcherOf(rule.where, { ...this.#options, now });
    const found: number[] = [];
    for (let item = 0; item < this.#options.catalog.items.size; item++)
      if (fits(item)) found.push(item);
    return Uint32Array.from(found);
  }

  #excluded(rules: readonly Rule[], now: number): Uint8Array | undefined {
    const { size } = this.#options.catalog.items;
    let excluded: Uint8Array | undefined;
    for (const rule of rules) {
      if (rule.action === 'exclude') {
        excluded ??= new Uint8Array(size);
        for (const item of this.matches(rule, now)) excluded[item] = 1;
      } else if (rule.action === 'include') {
        const included = new Uint8Array(size);
        for (const item of this.matches(rule, now)) included[item] = 1;
        excluded ??= new Uint8Array(size);
        for (let item = 0; item < size; item++) if (included[item] === 0) excluded[item] = 1;
      }
    }
    return excluded;
  }
}
