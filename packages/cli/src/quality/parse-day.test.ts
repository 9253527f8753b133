import { DAY_MS } from '@sotto/core';
import { expect, test } from 'vitest';
import { parseDay } from './parse-day.ts';

const day = (iso: string): number => Date.parse(iso) / DAY_MS;

test.for([
  '2024-03-09',
  '2024-03-09T23:30:00-05:00',
  '2024/3/9',
  '9.3.2024',
  '09.03.2024 14:00',
  '3/9/2024',
  '20240309',
  '1709942400',
  '1709942400000',
  '2024年3月9日',
  'Sat, 09 Mar 2024 10:00:00 GMT',
])('reads %s', (text) => {
  expect(parseDay(text)).toBe(day('2024-03-09'));
});

test('takes the day first where the month can’t be', () => {
  expect(parseDay('25/12/2023')).toBe(day('2023-12-25'));
});

test.for(['', 'soon', '2024-02-30', '0000-00-00', '1969-01-01', '42', '9999-12-31'])(
  'finds no day in "%s"',
  (text) => {
    expect(parseDay(text)).toBeUndefined();
  },
);
