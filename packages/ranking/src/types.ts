import type {
  CategoryTree,
  ChannelName,
  ChannelWeights,
  EventKind,
  ItemColumns,
  ItemVectors,
  NeighbourTable,
  StrategyName,
  TextColumn,
} from '@sotto/core';

/** Everything about the shop that ranking reads. Parts that have not arrived yet are absent. */
export interface RankingCatalog {
  readonly items: ItemColumns;
  readonly categories: CategoryTree;
  /** Brand names; entry 0 is empty. */
  readonly brands: readonly string[];
  /** What shoppers go on to after a product. */
  readonly neighbours?: NeighbourTable;
  /** What is ordered together with a product, in one basket. */
  readonly together?: NeighbourTable;
  /** Titles, for rules that name them. */
  readonly titles?: TextColumn;
  /** `name=value` lines of further attributes, joined by `\n`. */
  readonly attributes?: TextColumn;
  /** What products are, as vectors of the text encoder. */
  readonly vectors?: ItemVectors;
  /** Where products stand among what follows on what, as vectors of the sequence encoder. */
  readonly sequenceVectors?: ItemVectors;
  /** The term index over titles and attributes. */
  readonly terms?: TermIndex;
  /** What private counts say of groups of products. */
  readonly groups?: GroupSignals;
  /** What the shop has learnt of which interests lead to which products. */
  readonly adapter?: Adapter;
}

/** A bilinear map W between the first numbers of a shopper's interest and of a product's vector. */
export interface Adapter {
  /** How many numbers of each it reads. */
  readonly rank: number;
  /** W, `rank` × `rank`, row-major: row i belongs to number i of the interest. Finite. */
  readonly numbers: ArrayLike<number>;
}

/** How popular groups of products are, and which lead to which. */
export interface GroupSignals {
  /** The group of each product, from 0. */
  readonly of: Uint16Array;
  /** Popularity of a product of each group, in multiples of the catalogue's mean. */
  readonly popularity: Float32Array;
  /** Absent where nobody knows. */
  readonly lifts?: GroupLifts;
}

/**
 * How much more often shoppers go from group to group than their popularity says, and than the catalogue itself lets
 * one expect; 1 for pairs that are not here.
 */
export interface GroupLifts {
  /** Lifts from group g: `to` and `lift` at `[offsets[g] .. offsets[g + 1])`, ascending by `to`. */
  readonly offsets: Uint32Array;
  readonly to: Uint16Array;
  readonly lift: Float32Array;
}

/** Inverted index of the words of every product, with their weights by rarity. */
export interface TermIndex {
  /** Number of distinct terms. */
  readonly size: number;
  /** Terms of product i: `itemTerms[itemOffsets[i] .. itemOffsets[i + 1])`. */
  readonly itemOffsets: Uint32Array;
  readonly itemTerms: Uint32Array;
  /** Products that have term t: `termItems[termOffsets[t] .. termOffsets[t + 1])`. */
  readonly termOffsets: Uint32Array;
  readonly termItems: Uint32Array;
  /** Inverse document frequency of each term. */
  readonly idf: Float32Array;
  /** 1 / length of each product's vector of idf; 0 for a product without terms. */
  readonly itemNorm: Float32Array;
}

/** Something that the shopper did with a product, by its number. */
export interface Interaction {
  readonly item: number;
  readonly kind: EventKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** For `dwell`: milliseconds of visible time. */
  readonly visibleMs?: number;
}

/** One request to the ranker, products by number. */
export interface RankRequest {
  readonly strategy: StrategyName;
  /** Most products wanted, at least 1. */
  readonly limit: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Oldest first; empty without consent. */
  readonly history: readonly Interaction[];
  /**
   * Where the history leads to, as the sequence encoder sees it: a vector of length 1 in the space of the
   * catalog's sequence vectors. Absent where the model is not there (yet).
   */
  readonly query?: Float32Array;
  /**
   * What this shopper likes, as learnt on the device: a vector of length at most 1 in the space of the
   * catalog's vectors. Absent where none was learnt.
   */
  readonly taste?: Float32Array;
  readonly page: {
    readonly kind: string;
    readonly item?: number;
    /** Index into the category tree. */
    readonly category?: number;
    readonly basket: readonly number[];
  };
  /** Products that the list should start from, instead of page or history. */
  readonly seeds?: readonly number[];
  /** Products that are shown elsewhere on the page; lists that repeat by nature do not heed it. */
  readonly exclude?: readonly number[];
  /** Rules of this list alone, after the owner's. */
  readonly rules?: readonly string[];
  /** No other strategy fills what this one can't. Default `false`. */
  readonly strict?: boolean;
}

/** What one channel gave to a product's score. */
export interface Contribution {
  readonly channel: ChannelName;
  /** θ_c · channel_c, in units of the score. */
  readonly value: number;
  /** Number of the product of history or page that carried most of it. */
  readonly because?: number;
}

/** One ranked product. */
export interface RankedItem {
  readonly item: number;
  readonly score: number;
  /** Strongest first. */
  readonly contributions: readonly Contribution[];
}

/** A ranked list. */
export interface RankedList {
  readonly items: readonly RankedItem[];
  /** The strategy that answered: the one asked for, or one of its fallbacks. */
  readonly strategy: StrategyName;
  /** Whether the history had a part in it. */
  readonly personal: boolean;
}

/** What the ranker is made with. */
export interface RankerOptions {
  readonly weights: ChannelWeights;
  /** The owner's rules, one a line, in the rule language. */
  readonly rules?: readonly string[];
  /** Digits of the currency's minor unit, for rules about prices. Default 2. */
  readonly digits?: number;
  /** Ids of products, for rules that name them. Default: no rule finds its product. */
  readonly products?: {
    readonly idAt: (item: number) => string;
    readonly indexOf: (id: string) => number;
  };
}
