/** Number of minor units in a major one: 100 pence, 1 yen. */
export function minorUnits(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return 10 ** maximumFractionDigits;
}

/** An amount of minor units as a shopper reads it: `£12.50`, without pence where there are none. */
export function money(amount: number, currency: string): string {
  const whole = amount % minorUnits(currency) === 0;
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    ...(whole ? { minimumFractionDigits: 0 } : {}),
  }).format(amount / minorUnits(currency));
}
