/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.style} ${options.currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** A price in the shop's currency, as readers of `locale` write it; a bare number where the currency is unknown. */
export function priceText(price: number, currency: string, locale: string): string {
  const options: Intl.NumberFormatOptions = /^[A-Z]{3}$/.test(currency)
    ? { style: 'currency', currency }
    : { style: 'decimal', minimumFractionDigits: 2 };
  return format(locale, options).format(price);
}

/** A share of 0 to 1 in percent, as readers of `locale` write it. */
export const percentText = (share: number, locale: string): string =>
  format(locale, { style: 'percent' }).format(share);
