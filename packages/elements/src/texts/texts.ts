import type { ChannelName, StrategyName } from '@sotto/core';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** Every text that lists show. One file per language. */
export interface Texts {
  readonly headings: Readonly<Record<StrategyName, string>>;
  readonly becauseOf: (title: string) => string;
  readonly boughtWith: (title: string) => string;
  readonly likeThis: (title: string) => string;
  readonly reasons: Readonly<Record<ChannelName, string>>;
  readonly why: string;
  readonly was: string;
  readonly previous: string;
  readonly next: string;
  readonly empty: string;
}

/** The texts of a BCP 47 language; English where there are none of it. */
export function textsOf(locale: string): Texts {
  return /^zh\b/i.test(locale) ? zhCn : en;
}

/** The language of an element: its own, else the page's, else English. */
export function localeOf(element: { readonly locale: string }): string {
  const locale = element.locale === '' ? document.documentElement.lang : element.locale;
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}
