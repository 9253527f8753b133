import type { CategoryCount } from './kept-products.ts';
import type { IssueCode, IssueExample, MergeRule, Severity } from './issues.ts';

/** One feed in the report. */
export interface FeedSummary {
  readonly name: string;
  /** Such as `delimited` or `xml`. */
  readonly format: string;
  /** Encoding and delimiter. */
  readonly detail: string;
  /** Rows found, broken ones included. */
  readonly rows: number;
  /** Name of the feed's column, or columns, for each field that was found. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that nothing was made of. */
  readonly unused: readonly string[];
}

/** One issue in the report. */
export interface IssueSummary {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly title: string;
  readonly count: number;
  readonly examples: readonly IssueExample[];
}

/** What the quality stage found; the content of `quality.json`. */
export interface QualityReport {
  readonly feeds: readonly FeedSummary[];
  /** `read = kept + merged + rejected`, always. */
  readonly rows: {
    readonly read: number;
    readonly kept: number;
    readonly merged: number;
    readonly rejected: number;
  };
  readonly mergedBy: Readonly<Record<MergeRule, number>>;
  readonly rejectedFor: Readonly<Partial<Record<IssueCode, number>>>;
  /** Gravest first, then most frequent. Only those that occurred. */
  readonly issues: readonly IssueSummary[];
  readonly products: {
    readonly inStock: number;
    readonly withPrice: number;
    readonly withDiscount: number;
    readonly withPicture: number;
    readonly withBrand: number;
    readonly withCategory: number;
    readonly withRating: number;
    readonly withDate: number;
  };
  readonly currency: string;
  /** Largest first, at most 40. */
  readonly categories: readonly (Omit<CategoryCount, 'path'> & { readonly path: string })[];
  readonly categoryCount: number;
}
