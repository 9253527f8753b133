/** How grave an issue is: `error` rejects the row, `warning` wants a look, `info` was mended. */
export type Severity = 'error' | 'warning' | 'info';

/** Every issue that the quality stage knows, with its gravity and its title in the report. */
export const ISSUES = {
  'row-broken': ['error', 'Rows that can’t be taken apart'],
  'id-missing': ['error', 'No id'],
  'id-too-long': ['error', 'Id longer than 200 characters'],
  'title-missing': ['error', 'No title'],
  'price-missing': ['error', 'No price'],
  'price-not-positive': ['error', 'Price of zero or less'],
  'price-absurd': ['error', 'Price beyond belief'],
  'currency-foreign': ['error', 'Price in another currency'],
  'price-outlier': ['warning', 'Price far from its category’s'],
  'price-conflict': ['warning', 'One id, different prices'],
  'title-conflict': ['warning', 'One id, different names'],
  'list-price-lower': ['warning', 'Price before the discount not above the price'],
  'url-bad': ['warning', 'Address that isn’t one'],
  'image-bad': ['warning', 'Picture address that isn’t one'],
  'date-bad': ['warning', 'Date that isn’t one'],
  'brand-bad': ['warning', 'Brand that is a whole sentence'],
  'rating-bad': ['warning', 'Rating outside 1 to 5'],
  'category-missing': ['warning', 'No category'],
  'category-dead': ['warning', 'Category with nothing in stock'],
  'category-single': ['warning', 'Category with one product'],
  'title-joined': ['info', 'Names told apart by a second column'],
  'category-cut': ['info', 'Names taken out of categories'],
  'category-folded': ['info', 'Small categories put into the one above'],
  'text-mojibake': ['info', 'Broken characters mended'],
  'text-markup': ['info', 'Markup taken out of texts'],
  'text-control': ['info', 'Invisible characters taken out of texts'],
  'text-too-long': ['info', 'Title cut at 300 characters'],
} as const satisfies Record<string, readonly [Severity, string]>;

/** Code of an issue. */
export type IssueCode = keyof typeof ISSUES;

/** Codes for which a row is rejected. */
export type RejectReason = {
  [Code in IssueCode]: (typeof ISSUES)[Code][0] extends 'error' ? Code : never;
}[IssueCode];

/** Rules by which rows are merged into another, with their words in the report. */
export const MERGE_RULES = {
  'same-id': 'same id',
  variant: 'variants of one group',
  duplicate: 'same name, brand, price and description',
  'variant-by-name': 'same name, other colour or size',
} as const;

/** One of {@link MERGE_RULES}. */
export type MergeRule = keyof typeof MERGE_RULES;

/** One row, or category, as an example of an issue. */
export interface IssueExample {
  /** The feed as the caller named it; empty for examples that are no row. */
  readonly feed: string;
  /** Line, number or page; empty for examples that are no row. */
  readonly place: string;
  readonly id: string;
  readonly title: string;
  /** What is wrong, such as the value as found. */
  readonly detail: string;
}

const MAX_EXAMPLES = 12;
const MAX_DETAIL = 240;

/** Counts issues and keeps the first examples of each. */
export class IssueLog {
  readonly #counts = new Map<IssueCode, number>();
  readonly #examples = new Map<IssueCode, IssueExample[]>();

  /** Counts one case, or several that one example stands for. */
  note(code: IssueCode, example: IssueExample, cases = 1): void {
    this.#counts.set(code, this.count(code) + cases);
    const examples = this.#examples.get(code) ?? [];
    if (examples.length >= MAX_EXAMPLES) return;
    examples.push({ ...example, detail: example.detail.slice(0, MAX_DETAIL) });
    this.#examples.set(code, examples);
  }

  /** How often a code was noted. */
  count(code: IssueCode): number {
    return this.#counts.get(code) ?? 0;
  }

  /** Examples of a code, at most 12. */
  examples(code: IssueCode): readonly IssueExample[] {
    return this.#examples.get(code) ?? [];
  }
}
