import { CATEGORY_SEPARATOR } from '@sotto/core';
import { categorySteps, STEP_SEPARATOR } from './category-path.ts';
import type { IssueCode, RejectReason } from './issues.ts';
import { parseAvailability } from './parse-availability.ts';
import { parseDay } from './parse-day.ts';
import { parseNumber, parsePrice, type ParsedPrice } from './parse-price.ts';
import type { DecimalMark } from './decimal-mark.ts';
import { ATTRIBUTE_FIELDS, type ProductField } from './product-fields.ts';
import { repairText } from './repair-text.ts';

/** The texts of one row by field; absent where the feed has no such column or the cell is empty. */
export type FieldTexts = Readonly<Partial<Record<ProductField, string>>>;

/** How a feed's rows are to be read. */
export interface CleanOptions {
  /** ISO 4217 code of every price in the pack. */
  readonly currency: string;
  /** Digits of that currency behind the mark. */
  readonly currencyDigits: number;
  readonly marks: Readonly<Partial<Record<ProductField, DecimalMark>>>;
  /** Whether the feed has any column of prices. */
  readonly hasPrices: boolean;
  /** What addresses without a host are resolved against; `undefined` leaves them as paths. */
  readonly baseUrl: string | undefined;
  /** Address of a product where the feed has none, with `{id}` in it. */
  readonly productUrl: string | undefined;
}

/** A row that became a product. */
export interface CleanRow {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly url: string;
  readonly image: string;
  /** Minor units. */
  readonly price: number;
  readonly listPrice: number;
  /** Steps joined by {@link STEP_SEPARATOR}. */
  readonly category: string;
  readonly brand: string;
  readonly addedDay: number;
  readonly inStock: boolean;
  readonly rating: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Something noticed about a row. */
export interface RowIssue {
  readonly code: IssueCode;
  readonly detail: string;
}

/** What became of a row. */
export type CleanedRow =
  | { readonly kept: CleanRow; readonly issues: readonly RowIssue[] }
  | { readonly rejected: RejectReason; readonly detail: string };

const MAX_ID = 200;
const MAX_TITLE = 300;
/** The longest lists of designers have sixty characters; beyond is another column's text. */
const MAX_BRAND = 80;
const MAX_ATTRIBUTE = 200;
/** Ten million of a currency with two digits, as in yen a billion. */
const MAX_MINOR = 1_000_000_000;

class Rejection extends Error {
  readonly reason: RejectReason;
  constructor(reason: RejectReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

class RowCleaner {
  readonly issues: RowIssue[] = [];
  readonly #texts: FieldTexts;
  readonly #options: CleanOptions;

  constructor(texts: FieldTexts, options: CleanOptions) {
    this.#texts = texts;
    this.#options = options;
  }

  clean(): CleanRow {
    const id = this.#id();
    const title = this.#title();
    const price = this.#price();
    const category = this.#category(title);
    return {
      id,
      group: this.#texts.group?.trim() ?? '',
      title,
      url: this.#address('url', 'url-bad') || this.#ownAddress(id),
      image: this.#address('image', 'image-bad'),
      ...price,
      category: category.join(STEP_SEPARATOR),
      brand: this.#brand(),
      addedDay: this.#addedDay(),
      inStock: parseAvailability(this.#texts.availability ?? ''),
      rating: this.#rating(),
      attributes: this.#attributes(),
    };
  }

  #note(code: IssueCode, detail: string): void {
    this.issues.push({ code, detail });
  }

  #text(field: ProductField): string {
    const raw = this.#texts[field];
    if (raw === undefined) return '';
    const { text, faults } = repairText(raw);
    for (const fault of faults)
      this.#note(`text-${fault}`, `${raw.slice(0, 110)} → ${text.slice(0, 110)}`);
    return text;
  }

  #id(): string {
    const raw = this.#texts.id ?? this.#texts.url ?? '';
    const id = raw.replaceAll(/[\p{Cc}\ufffd]/gu, '').trim();
    if (id === '') throw new Rejection('id-missing', this.#texts.title ?? '');
    if (id.length > MAX_ID) throw new Rejection('id-too-long', id);
    return id;
  }

  #title(): string {
    const title = this.#text('title');
    if (!/[\p{L}\p{N}]/u.test(title)) throw new Rejection('title-missing', title);
    if (title.length <= MAX_TITLE) return title;
    this.#note('text-too-long', title);
    return `${title.slice(0, MAX_TITLE - 1).trimEnd()}…`;
  }

  #category(title: string): readonly string[] {
    const text = this.#text('category');
    const { steps, isCut } = categorySteps(text, title);
    if (steps.length === 0 && this.#texts.category !== undefined)
      this.#note('category-missing', this.#texts.category);
    else if (isCut) this.#note('category-cut', `${text} → ${steps.join(CATEGORY_SEPARATOR)}`);
    return steps;
  }

  #brand(): string {
    const brand = this.#text('brand');
    if (brand.length <= MAX_BRAND) return brand;
    this.#note('brand-bad', brand);
    return '';
  }

  #amount(field: 'price' | 'salePrice' | 'listPrice'): ParsedPrice | undefined {
    const text = this.#texts[field];
    return text === undefined ? undefined : parsePrice(text, this.#options.marks[field] ?? '.');
  }

  #price(): { readonly price: number; readonly listPrice: number } {
    if (!this.#options.hasPrices) return { price: 0, listPrice: 0 };
    const regular = this.#amount('price');
    const sale = this.#amount('salePrice');
    const list = this.#amount('listPrice');
    const current = sale !== undefined && sale.amount > 0 ? sale : (regular ?? list);
    const price = this.#minor(current);
    const before = current === sale ? (list ?? regular) : list;
    const listPrice = Math.round((before?.amount ?? 0) * 10 ** this.#options.currencyDigits);
    if (listPrice > 0 && listPrice < price)
      this.#note(
        'list-price-lower',
        `${this.#texts.listPrice ?? ''} before, ${current?.amount ?? ''} now`,
      );
    return { price, listPrice: listPrice > price && listPrice <= MAX_MINOR ? listPrice : 0 };
  }

  #minor(parsed: ParsedPrice | undefined): number {
    const text = this.#texts.salePrice ?? this.#texts.price ?? this.#texts.listPrice ?? '';
    if (parsed === undefined) throw new Rejection('price-missing', text);
    const foreign = this.#texts.currency?.trim().toUpperCase() || parsed.currency;
    if (foreign !== undefined && foreign !== this.#options.currency)
      throw new Rejection('currency-foreign', `${text} ${foreign}`);
    const minor = Math.round(parsed.amount * 10 ** this.#options.currencyDigits);
    if (minor <= 0) throw new Rejection('price-not-positive', text);
    if (minor > MAX_MINOR) throw new Rejection('price-absurd', text);
    return minor;
  }

  #address(field: 'url' | 'image', code: IssueCode): string {
    const text = (this.#texts[field] ?? '').trim();
    if (text === '') return '';
    const { baseUrl } = this.#options;
    const base = baseUrl ?? 'https://relative.invalid';
    const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || /\s/.test(text)) {
      if (field === 'url') this.#note(code, text);
      else if (!/\.(?:svg|png|jpe?g|webp)$/i.test(text)) this.#note(code, text);
      return '';
    }
    if (baseUrl !== undefined || url.hostname !== 'relative.invalid') return url.href;
    return `${url.pathname}${url.search}${url.hash}`;
  }

  #ownAddress(id: string): string {
    return this.#options.productUrl?.replaceAll('{id}', encodeURIComponent(id)) ?? '';
  }

  #addedDay(): number {
    const text = this.#texts.added;
    if (text === undefined) return 0;
    const day = parseDay(text);
    if (day === undefined) this.#note('date-bad', text);
    return day ?? 0;
  }

  #rating(): number {
    const text = this.#texts.rating;
    if (text === undefined || !/\d/.test(text)) return 0;
    const number = /\d+(?:[.,]\d+)?/.exec(text)?.[0] ?? '';
    const value = parseNumber(number, number.includes(',') ? ',' : '.') ?? 0;
    if (value >= 1 && value <= 5) return value;
    if (value !== 0) this.#note('rating-bad', text);
    return 0;
  }

  #attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const field of ATTRIBUTE_FIELDS) {
      const text = this.#text(field).slice(0, MAX_ATTRIBUTE);
      if (text !== '') attributes[field] = text;
    }
    return attributes;
  }
}

/** Makes a product of a row, or says why it can't be one. Pure; throws nothing for any texts. */
export function cleanRow(texts: FieldTexts, options: CleanOptions): CleanedRow {
  const cleaner = new RowCleaner(texts, options);
  try {
    return { kept: cleaner.clean(), issues: cleaner.issues };
  } catch (error) {
    if (error instanceof Rejection) return { rejected: error.reason, detail: error.message };
    throw error;
  }
}
