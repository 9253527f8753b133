import type { EventKind, Intent, RuntimeName } from '@sotto/core';
import type { Claim, PersonalStatus } from '@sotto/protocol';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** Every text that the panel shows. One file per language. */
export interface PanelTexts {
  readonly open: string;
  readonly title: string;
  readonly close: string;
  readonly left: string;
  readonly nothingLeft: string;
  readonly share: string;
  readonly shareNote: string;
  readonly silentUntil: (date: string) => string;
  readonly spent: (round: string, ofRound: string, days30: string, of30Days: string) => string;
  /** By the names of tasks' measures. */
  readonly measures: Readonly<Record<string, string>>;
  readonly reportMade: (measure: string, week: string, epsilon: string) => string;
  readonly reportTaken: (measure: string) => string;
  readonly reportWithdrawn: (measure: string) => string;
  readonly reportHeld: (measure: string, why: 'budget' | 'clock') => string;
  readonly reportRefused: (measure: string, why: string) => string;
  readonly reportDetails: string;
  readonly reportClaim: string;
  readonly claim: (epsilon: string, mode: Claim['mode']) => string;
  readonly reportTrue: string;
  readonly reportTold: string;
  readonly reportBytes: string;
  readonly consent: string;
  readonly consentOn: string;
  readonly consentOff: string;
  readonly pause: string;
  readonly history: string;
  readonly noHistory: string;
  readonly extent: (events: number, visits: number) => string;
  readonly impressions: (count: number) => string;
  readonly lists: string;
  readonly personal: string;
  readonly contextual: string;
  readonly empty: string;
  readonly learning: string;
  readonly shopVersion: string;
  readonly release: string;
  readonly version: (serial: number, canary: boolean) => string;
  readonly learntFrom: (measure: string, reports: string, epsilon: string) => string;
  readonly lastGood: string;
  readonly ownLearning: string;
  readonly personalStates: Readonly<Record<PersonalStatus['state'], string>>;
  readonly trainedAt: (time: string) => string;
  readonly engine: string;
  readonly pack: string;
  readonly products: (count: number) => string;
  readonly storage: string;
  readonly storageKinds: Readonly<Record<'none' | 'memory' | 'indexeddb', string>>;
  /** By the names of the engine's timings. */
  readonly steps: Readonly<Record<string, string>>;
  readonly models: string;
  /** By the ids of models. */
  readonly modelNames: Readonly<Record<string, string>>;
  readonly modelFailed: string;
  readonly modelStates: Readonly<Record<'previous' | 'failed', string>>;
  readonly runtimes: Readonly<Record<RuntimeName, string>>;
  readonly opened: (time: string) => string;
  readonly perRun: (time: string) => string;
  readonly intent: string;
  readonly intentNow: (purchase: string, leave: string, next: string) => string;
  readonly stages: Readonly<Record<keyof Intent['stage'], string>>;
  readonly intentNote: string;
  /** What the curve of the chances shows, for those who can't see it. */
  readonly curve: (chances: string) => string;
  readonly export: string;
  readonly erase: string;
  readonly keep: string;
  readonly eraseSure: string;
  readonly outcomes: Readonly<Record<'erased' | 'failed', string>>;
  readonly unavailable: string;
  readonly kinds: Readonly<Record<EventKind, string>>;
}

/** The panel's texts of a BCP 47 language; English where there are none of it. */
export function panelTextsOf(locale: string): PanelTexts {
  return /^zh\b/i.test(locale) ? zhCn : en;
}
