import type { ChannelName, EventKind, StrategyName } from '@sotto/core';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** Every text that the elements show. One file per language. */
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
  readonly panel: {
    readonly open: string;
    readonly title: string;
    readonly close: string;
    readonly left: string;
    readonly nothingLeft: string;
    readonly consent: string;
    readonly consentOn: string;
    readonly consentOff: string;
    readonly pause: string;
    readonly history: string;
    readonly noHistory: string;
    readonly sessions: string;
    readonly events: string;
    readonly engine: string;
    readonly products: string;
    readonly storage: string;
    readonly storageKinds: Readonly<Record<'none' | 'memory' | 'indexeddb', string>>;
    readonly timings: string;
    readonly export: string;
    readonly erase: string;
    readonly eraseSure: string;
    readonly outcomes: Readonly<Record<'erased' | 'failed', string>>;
    readonly unavailable: string;
    readonly kinds: Readonly<Record<EventKind, string>>;
  };
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
