/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.NumberFormat>();

/** A price in the shop's currency, as readers of `locale` write it. */
export function priceText(price: number, currency: string, locale: string): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format.format(price);
}
