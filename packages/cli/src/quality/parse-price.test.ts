import { expect, test } from 'vitest';
import { currencyDigits, parsePrice } from './parse-price.ts';

test.for([
  ['12.50 EUR', '.', 12.5, 'EUR'],
  ['EUR 1.234,50', ',', 1234.5, 'EUR'],
  ['SR 2,375', '.', 2375, undefined],
  ['SR 50/4 pack', '.', 50, undefined],
  ['1 299,- kr', ',', 1299, undefined],
  ['1’299.90 CHF', '.', 1299.9, 'CHF'],
  ['€ 0,99', ',', 0.99, 'EUR'],
  ['₹1,23,456', '.', 123_456, 'INR'],
  ['19.00元', '.', 19, 'CNY'],
  ['-5.00', '.', -5, undefined],
  ['12,345,678', '.', 12_345_678, undefined],
] as const)('reads %s', ([text, mark, amount, currency]) => {
  const expected = currency === undefined ? { amount } : { amount, currency };
  expect(parsePrice(text, mark)).toEqual(expected);
});

test.for(['No old price', '', '-', 'N/A'])('finds no price in "%s"', (text) => {
  expect(parsePrice(text, '.')).toBeUndefined();
});

test('knows the digits of a currency by ISO 4217', () => {
  expect(['EUR', 'JPY', 'KWD'].map(currencyDigits)).toEqual([2, 0, 3]);
});
