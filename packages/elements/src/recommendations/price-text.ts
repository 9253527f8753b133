/** A price in the shop's currency, as readers of `locale` write it. */
export function priceText(price: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(price);
}
