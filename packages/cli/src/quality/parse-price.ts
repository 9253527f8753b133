import type { DecimalMark } from './decimal-mark.ts';

/** A price as written: a number, and the currency where it says one. */
export interface ParsedPrice {
  /** In whole units of the currency, as `12.5`. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency?: string;
}

/** Signs that stand for one currency only. `$`, `kr` and `¥` stand for several. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  元: 'CNY',
  円: 'JPY',
  R$: 'BRL',
};

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is an ISO 4217 code that this Node knows. */
export const isCurrency = (text: string): boolean => CODES.has(text);

/** Digits behind the decimal mark by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function currencyIn(text: string): string | undefined {
  for (const [word] of text.matchAll(/[A-Za-z]{3}/g))
    if (CODES.has(word.toUpperCase())) return word.toUpperCase();
  return Object.entries(SIGNS).find(([sign]) => text.includes(sign))?.[1];
}

/** Reads digits and marks; `undefined` where they make no number. */
export function parseNumber(text: string, mark: DecimalMark): number | undefined {
  const cut = text.lastIndexOf(mark);
  const isFraction = cut >= 0 && text.indexOf(mark) === cut;
  const whole = (isFraction ? text.slice(0, cut) : text).replaceAll(/\D/g, '');
  const fraction = isFraction ? text.slice(cut + 1).replaceAll(/\D/g, '') : '';
  if (whole === '' && fraction === '') return undefined;
  return Number(`${whole || '0'}.${fraction || '0'}`);
}

/**
 * Reads a price such as `12.50 EUR`, `SR 2,375`, `1 299,- kr` or `10/4 pack` (the number before the
 * slash). A text without digits, as "No old price", is none.
 *
 * @param mark the column's decimal mark
 */
export function parsePrice(text: string, mark: DecimalMark): ParsedPrice | undefined {
  const match = /(-|−)?\s*(?:[^\d\s.,'’−-]{1,4}\s*)?(\d[\d.,'’\u00a0\u202f ]*)/u.exec(text);
  if (match === null) return undefined;
  const value = parseNumber(match[2]!.replace(/[.,'’\s]+$/, ''), mark);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const currency = currencyIn(text.replaceAll(/\d[\d.,]*/g, ' '));
  const amount = match[1] === undefined ? value : -value;
  return currency === undefined ? { amount } : { amount, currency };
}
