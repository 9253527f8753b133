import type { KnownVersions } from './versions-in-use.ts';

/** What a device tells in a round. Where it has nothing to tell, it tells that: `null`, and the vote 0. */
export type Answer = (
  | { readonly kind: 'gradient'; readonly gradient: readonly number[] | null }
  | { readonly kind: 'vote'; readonly vote: number }
) & {
  /** Sent without the mechanism's noise: the report that says it the loudest. Of the server's site alone. */
  readonly loud?: boolean;
};

/** What takes a crowd's answers, round by round, and gives versions. */
export interface Site {
  readonly report: (round: number, answer: Answer) => Promise<void>;
  /** Goes to the moment at which the reports of a round are added up, and tells what devices know from then on. */
  readonly finish: (round: number) => Promise<KnownVersions>;
  readonly close: () => Promise<void>;
}
