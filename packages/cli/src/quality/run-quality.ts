import path from 'node:path';
import { CATEGORY_SEPARATOR, SottoError } from '@sotto/core';
import type { StagedFeed } from '../feeds/read-feed.ts';
import type { Staging } from '../feeds/staging.ts';
import type { Progress } from '../terminal/progress.ts';
import { cleanFeed, openCleanTable } from './clean-feed.ts';
import { sampleColumns } from './column-sample.ts';
import { decimalMarkOf, type DecimalMark } from './decimal-mark.ts';
import { feedCurrency } from './feed-currency.ts';
import { flagConflicts } from './flag-conflicts.ts';
import { flagPrices } from './flag-prices.ts';
import { IssueLog, ISSUES, type IssueCode, type MergeRule } from './issues.ts';
import { joinedTitles } from './joined-titles.ts';
import { keepProducts, type CategoryCount, type SortedCategories } from './kept-products.ts';
import { mapColumns, type ColumnMapping, type MappingWish } from './map-columns.ts';
import { mergeRows, type MergeMode } from './merge-rows.ts';
import { currencyDigits, isCurrency } from './parse-price.ts';
import type { FeedSummary, IssueSummary, QualityReport } from './quality-report.ts';
import { RejectFile } from './reject-file.ts';

/** How the quality stage is to work. */
export interface QualityOptions {
  /** ISO 4217 code; `undefined` takes the feeds' own. */
  readonly currency: string | undefined;
  readonly wishes: readonly MappingWish[];
  readonly merge: MergeMode;
  readonly baseUrl: string | undefined;
  readonly productUrl: string | undefined;
  readonly locale: string;
}

/** What the stage leaves: the products in the staging's `kept` table, the report, the rejects. */
export interface QualityResult {
  readonly report: QualityReport;
  readonly currency: { readonly code: string; readonly digits: number };
  /** The file of rejected rows, in the staging's folder. */
  readonly rejectsPath: string;
}

interface MappedFeed {
  readonly feed: StagedFeed;
  readonly mapping: ColumnMapping;
  readonly hasPrices: boolean;
  /** Whether titles were joined with a second column to tell products apart. */
  readonly isJoined: boolean;
  readonly marks: Readonly<Partial<Record<'price' | 'salePrice' | 'listPrice', DecimalMark>>>;
}

const PRICE_FIELDS = ['price', 'salePrice', 'listPrice'] as const;

async function mapFeed(
  staging: Staging,
  feed: StagedFeed,
  wishes: readonly MappingWish[],
): Promise<MappedFeed> {
  const samples = await sampleColumns(staging, feed.table, feed.columns.length);
  const found = mapColumns(feed.columns, samples, wishes, feed.name);
  const joined = await joinedTitles(staging, feed, found, wishes);
  const mapping = joined ?? found;
  const marks: Partial<Record<'price' | 'salePrice' | 'listPrice', DecimalMark>> = {};
  for (const field of PRICE_FIELDS) {
    const [column] = mapping[field] ?? [];
    if (column !== undefined) marks[field] = await decimalMarkOf(staging, feed.table, column);
  }
  const hasPrices = Object.keys(marks).length > 0;
  return { feed, mapping, marks, hasPrices, isJoined: joined !== undefined };
}

const failed = (
  code: 'cli/usage' | 'feed/unmapped' | 'feed/too-bad',
  message: string,
): SottoError => new SottoError(code, { origin: 'cli' }, message);

/** "XXX" is ISO 4217's code for no currency. */
const NO_CURRENCY = 'XXX';

async function currencyOf(
  staging: Staging,
  feeds: readonly MappedFeed[],
  wished: string | undefined,
): Promise<string> {
  const code = wished?.toUpperCase();
  if (code !== undefined && !isCurrency(code))
    throw failed('cli/usage', `--currency takes an ISO 4217 code such as EUR, not "${wished}".`);
  if (code !== undefined) return code;
  const priced = feeds.filter(({ hasPrices }) => hasPrices);
  for (const { feed, mapping } of priced) {
    const found = await feedCurrency(staging, feed, mapping);
    if (found !== undefined) return found;
  }
  if (priced.length === 0) return NO_CURRENCY;
  throw failed(
    'feed/unmapped',
    `The prices of ${priced[0]!.feed.name} name no currency; say it with --currency, such as --currency EUR.`,
  );
}

const rowsOf = (feed: StagedFeed): number => feed.rows + feed.broken.length;

function feedSummary({ feed, mapping }: MappedFeed): FeedSummary {
  const columns: Record<string, string> = {};
  const used = new Set<number>();
  for (const [field, numbers] of Object.entries(mapping)) {
    for (const number of numbers) used.add(number);
    columns[field] = numbers.map((number) => feed.columns[number] ?? '').join(' + ');
  }
  const unused = feed.columns.filter((_, at) => !used.has(at));
  return {
    name: feed.name,
    format: feed.format,
    detail: feed.detail,
    rows: rowsOf(feed),
    columns,
    unused,
  };
}

function noteJoined({ feed, mapping }: MappedFeed, issues: IssueLog): void {
  const [first = '', second = ''] = (mapping.title ?? []).map((at) => feed.columns[at] ?? '');
  const example = {
    feed: feed.name,
    place: '',
    id: '',
    title: `${first} + ${second}`,
    detail: `--map ${first}=title keeps them apart`,
  };
  issues.note('title-joined', example, feed.rows);
}

function noteCategories({ categories, folded }: SortedCategories, issues: IssueLog): void {
  for (const { path: steps, products } of folded) {
    const above = steps.slice(0, -1).join(CATEGORY_SEPARATOR);
    issues.note('category-folded', {
      feed: '',
      place: '',
      id: '',
      title: steps.join(CATEGORY_SEPARATOR),
      detail: `${products === 1 ? 'one product' : `${products} products`} → ${above || 'no category'}`,
    });
  }

  for (const { path: steps, products, inStock, hasChildren } of categories) {
    const title = steps.join(CATEGORY_SEPARATOR);
    const example = { feed: '', place: '', id: '', title, detail: `${products} products` };
    if (inStock === 0) issues.note('category-dead', example);
    else if (products === 1 && !hasChildren)
      issues.note('category-single', { ...example, detail: 'one product' });
  }
}

const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

function issueSummaries(issues: IssueLog): IssueSummary[] {
  return (Object.keys(ISSUES) as IssueCode[])
    .map((code) => {
      const [severity, title] = ISSUES[code];
      return { code, severity, title, count: issues.count(code), examples: issues.examples(code) };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || b.count - a.count);
}

async function productCounts(staging: Staging): Promise<QualityReport['products']> {
  const [row = []] = await staging.rows(`SELECT sum(in_stock), count(*) FILTER (price > 0),
    count(*) FILTER (list_price > 0), count(*) FILTER (image <> ''), count(*) FILTER (brand <> ''),
    count(*) FILTER (final_category <> ''), count(*) FILTER (rating > 0),
    count(*) FILTER (added_day > 0) FROM kept`);
  const [
    inStock,
    withPrice,
    withDiscount,
    withPicture,
    withBrand,
    withCategory,
    withRating,
    withDate,
  ] = row.map((value) => Number(value ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    inStock,
    withPrice,
    withDiscount,
    withPicture,
    withBrand,
    withCategory,
    withRating,
    withDate,
  };
}

interface Counted {
  readonly mergedBy: Readonly<Record<MergeRule, number>>;
  readonly rejected: number;
  readonly issues: IssueLog;
  readonly categories: readonly CategoryCount[];
  readonly currency: string;
}

async function makeReport(
  staging: Staging,
  feeds: readonly MappedFeed[],
  { mergedBy, rejected, issues, categories, currency }: Counted,
): Promise<QualityReport> {
  const read = feeds.reduce((sum, { feed }) => sum + rowsOf(feed), 0);
  const kept = await staging.number('SELECT count(*) FROM kept');
  const merged = Object.values(mergedBy).reduce((sum, count) => sum + count, 0);
  if (read !== kept + merged + rejected)
    throw new Error(
      `rows don't add up: ${read} read, ${kept} kept, ${merged} merged, ${rejected} rejected`,
    );
  const summaries = issueSummaries(issues);
  const errors = summaries.filter(({ severity }) => severity === 'error');
  const largest = categories.toSorted((a, b) => b.products - a.products).slice(0, 40);
  return {
    feeds: feeds.map(feedSummary),
    rows: { read, kept, merged, rejected },
    mergedBy,
    rejectedFor: Object.fromEntries(errors.map(({ code, count }) => [code, count])),
    issues: summaries,
    products: await productCounts(staging),
    currency,
    categories: largest.map((each) => ({ ...each, path: each.path.join(CATEGORY_SEPARATOR) })),
    categoryCount: categories.length,
  };
}

async function cleanAll(
  staging: Staging,
  feeds: readonly MappedFeed[],
  currency: { readonly code: string; readonly digits: number },
  options: QualityOptions,
  progress: Progress,
): Promise<{ issues: IssueLog; rejects: RejectFile }> {
  const issues = new IssueLog();
  const rejects = new RejectFile(path.join(staging.folder, 'rejects.jsonl'));
  const appender = await openCleanTable(staging);
  let firstNumber = 0;
  for (const [feedNumber, { feed, mapping, marks, hasPrices }] of feeds.entries()) {
    const { baseUrl, productUrl } = options;
    const how = {
      currency: currency.code,
      currencyDigits: currency.digits,
      marks,
      hasPrices,
      baseUrl,
      productUrl,
    };
    const targets = { appender, rejects, issues, firstNumber, feedNumber };
    await progress.step(`cleaning ${feed.name}`, (report) =>
      cleanFeed(staging, feed, mapping, how, targets, report),
    );
    await staging.run(`DROP TABLE ${feed.table}`);
    firstNumber += feed.rows;
  }
  appender.close();
  await rejects.close();
  return { issues, rejects };
}

/**
 * The quality stage: maps columns, cleans every row, merges rows that are one product, folds thin
 * categories, flags prices. Leaves the products in the staging's table `kept`, numbered from 0 (`item`).
 *
 * @throws `feed/unmapped` for a column or currency that can't be told, `cli/usage` for a wrong currency
 */
export async function runQuality(
  staging: Staging,
  feeds: readonly StagedFeed[],
  options: QualityOptions,
  progress: Progress,
): Promise<QualityResult> {
  const mapped: MappedFeed[] = [];
  for (const feed of feeds) mapped.push(await mapFeed(staging, feed, options.wishes));
  const code = await currencyOf(staging, mapped, options.currency);
  const currency = { code, digits: code === NO_CURRENCY ? 0 : currencyDigits(code) };
  const { issues, rejects } = await cleanAll(staging, mapped, currency, options, progress);
  for (const feed of mapped) if (feed.isJoined) noteJoined(feed, issues);
  const mergedBy = await progress.step('merging duplicates and variants', () =>
    mergeRows(staging, options.merge),
  );
  const sorted = await progress.step('sorting categories', () => keepProducts(staging));
  noteCategories(sorted, issues);
  const money = new Intl.NumberFormat(options.locale, { style: 'currency', currency: code });
  const names = feeds.map(({ name }) => name);
  const priceText = (minor: number) => money.format(minor / 10 ** currency.digits);
  await progress.step('looking for odd prices', async () => {
    await flagPrices(staging, issues, names, priceText);
    await flagConflicts(staging, issues, names, priceText);
  });
  const { categories } = sorted;
  const counted = { mergedBy, rejected: rejects.count, issues, categories, currency: code };
  const report = await makeReport(staging, mapped, counted);
  return { report, currency, rejectsPath: rejects.path };
}
