import { DAY_MS } from '@sotto/core';

const MAX_DAY = 65_535;

function dayOf(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const number = Math.floor(at / DAY_MS);
  return exists && number > 0 && number <= MAX_DAY ? number : undefined;
}

/**
 * Reads a date as days since 1970-01-01: ISO 8601, `2024/3/9`, `9.3.2024`, `3/9/2024` (month first, unless
 * that can't be), Unix seconds or milliseconds, and what JavaScript's `Date` reads. `undefined` where it is
 * no date, or one before 1970-01-02 or after 2149.
 */
export function parseDay(text: string): number | undefined {
  const value = text.trim();
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(value);
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (compact !== null) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const local = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})/.exec(value);
  if (local !== null) {
    const [first, second, year] = [Number(local[1]), Number(local[3]), Number(local[4])];
    const dayFirst = local[2] === '.' || first > 12;
    return dayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
  }
  if (/^\d{9,10}$/.test(value)) return dayNumber(Number(value) * 1000);
  if (/^\d{12,13}$/.test(value)) return dayNumber(Number(value));
  return /[a-z]{3}/i.test(value) && /\d{4}/.test(value) ? dayNumber(Date.parse(value)) : undefined;
}

function dayNumber(ms: number): number | undefined {
  const day = Math.floor(ms / DAY_MS);
  return day > 0 && day <= MAX_DAY ? day : undefined;
}
