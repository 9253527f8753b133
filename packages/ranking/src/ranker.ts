import { ITEM_IN_STOCK } from '@sotto/core';
import { diversify, type Scored } from './diversity/mmr.ts';
import { similarityOf } from './diversity/similarity.ts';
import { Scorer } from './fusion.ts';
import { parseRules } from './rules/parse.ts';
import { RuleSet, type RuleEffect } from './rules/rule-set.ts';
import { fallbackChain, STRATEGIES } from './strategies/index.ts';
import { boughtItems } from './strategies/interests.ts';
import type { Candidates, Strategy, StrategyContext } from './strategies/strategy.ts';
import { topK } from './top-k.ts';
import type {
  Contribution,
  RankedItem,
  RankedList,
  RankerOptions,
  RankingCatalog,
  RankRequest,
} from './types.ts';

/** Weight of relevance against variety; chosen by looking at lists, not by offline figures. */
const LAMBDA = 0.8;

/** Candidates looked at for a list: some times its length, since diversity and rules pass over some. */
const candidatesFor = (limit: number): number => Math.min(200, 40 + 6 * limit);

/**
 * Makes lists: a strategy scores, rules exclude, boost and pin, diversity picks, and what a strategy can't
 * fill the next of its chain does, down to bestsellers. A list is short only where the catalog is, or where
 * the request is strict.
 */
export class Ranker {
  readonly #catalog: RankingCatalog;
  readonly #options: RankerOptions;
  readonly #rules: RuleSet;
  readonly #scorer: Scorer;
  #basketScorer: Scorer | undefined;

  /** @throws rule/syntax where one of the rules is none. */
  constructor(catalog: RankingCatalog, options: RankerOptions) {
    this.#catalog = catalog;
    this.#options = options;
    this.#rules = this.#compile(options.rules ?? []);
    this.#scorer = new Scorer(catalog);
  }

  /** @throws rule/syntax where a rule of the request is none. */
  rank(request: RankRequest): RankedList {
    const rules =
      request.rules === undefined
        ? this.#rules
        : this.#compile([...(this.#options.rules ?? []), ...request.rules]);
    const effect = rules.effect(request.strategy, request.page.kind, request.now);
    const list = new Map<number, RankedItem>();
    let answered: Strategy | undefined;
    let personal = false;
    const chain = fallbackChain(request.strategy);
    for (const strategy of request.strict === true ? chain.slice(0, 1) : chain) {
      if (list.size >= request.limit) break;
      const context = this.#context(request, strategy, effect, list);
      const candidates = strategy.candidates(context);
      if (candidates === undefined) continue;
      const picked = this.#pick(candidates, effect, context, request.limit - list.size);
      if (picked.length === 0) continue;
      answered ??= strategy;
      personal ||= candidates.personal;
      for (const item of picked) list.set(item.item, item);
    }
    const items = this.#withPins([...list.values()], effect, request);
    return { items, strategy: answered?.name ?? request.strategy, personal };
  }

  #compile(lines: readonly string[]): RuleSet {
    const { products, digits = 2 } = this.#options;
    return new RuleSet(parseRules(lines.join('\n')), {
      catalog: this.#catalog,
      idAt: products?.idAt ?? (() => ''),
      indexOf: products?.indexOf ?? (() => -1),
      digits,
    });
  }

  #context(
    request: RankRequest,
    strategy: Strategy,
    effect: RuleEffect,
    taken: ReadonlyMap<number, unknown>,
  ): StrategyContext {
    const unwanted = unwantedItems(request, strategy);
    return {
      catalog: this.#catalog,
      request,
      weights: this.#options.weights,
      scorer: this.#scorer,
      basketScorer: this.#scorerOfBaskets(),
      accept: (item) => this.#listable(item, effect) && !unwanted.has(item) && !taken.has(item),
    };
  }

  #scorerOfBaskets(): Scorer {
    const { together } = this.#catalog;
    if (together === undefined) return this.#scorer;
    return (this.#basketScorer ??= new Scorer({ ...this.#catalog, neighbours: together }));
  }

  #listable(item: number, { excluded, allowOutOfStock }: RuleEffect): boolean {
    const inStock = ((this.#catalog.items.flags[item] ?? 0) & ITEM_IN_STOCK) !== 0;
    return (inStock || allowOutOfStock) && excluded?.[item] !== 1;
  }

  #pick(
    { scores, explain, ordered }: Candidates,
    { factors }: RuleEffect,
    { accept }: StrategyContext,
    limit: number,
  ): RankedItem[] {
    for (const { items, factor } of factors) {
      for (const item of items) scores[item] = (scores[item] ?? 0) * factor;
    }
    const best: Scored[] = topK(
      scores,
      candidatesFor(limit),
      (item) => (scores[item] ?? 0) > 0 && accept(item),
    ).map((item) => ({ item, score: scores[item] ?? 0 }));
    const picked =
      ordered === true
        ? best.slice(0, limit)
        : diversify(best, limit, LAMBDA, similarityOf(this.#catalog));
    return picked.map(({ item, score }) => ({ item, score, contributions: explain(item) }));
  }

  #withPins(items: RankedItem[], effect: RuleEffect, request: RankRequest): RankedItem[] {
    const unwanted = unwantedItems(request, STRATEGIES[request.strategy]);
    const pins = new Map<number, number>();
    for (const { item, position } of effect.pins) {
      const shown = this.#listable(item, effect) && !unwanted.has(item) && !pins.has(item);
      if (shown && position <= request.limit) pins.set(item, position);
    }
    const list = items.filter(({ item }) => !pins.has(item));
    let next = 0;
    for (const [item, position] of [...pins].toSorted(([, a], [, b]) => a - b)) {
      const known = items.find((each) => each.item === item);
      const at = Math.max(next, position - 1);
      list.splice(at, 0, known ?? { item, score: 0, contributions: PINNED });
      next = at + 1;
    }
    return list.slice(0, request.limit);
  }
}

/** What a list must not show of its own page, basket and past orders. */
function unwantedItems(
  { page, history, seeds, exclude = [] }: RankRequest,
  strategy: Strategy,
): Set<number> {
  const unwanted = new Set(page.item === undefined ? [] : [page.item]);
  if (strategy.repeats === true) return unwanted;
  for (const item of [...page.basket, ...(seeds ?? []), ...exclude, ...boughtItems(history)])
    unwanted.add(item);
  return unwanted;
}

/** A pinned product is there because the owner put it there. */
const PINNED: readonly Contribution[] = [];
