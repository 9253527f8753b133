import type { ChannelName } from '@sotto/core';
import type { Profile } from './profile.ts';
import type { RankingCatalog, RankRequest } from './types.ts';

/** What every channel reads. Plain data; a channel changes none of it. */
export interface ChannelInput {
  readonly catalog: RankingCatalog;
  /** What the shopper is interested in, from history and page. */
  readonly profile: Profile;
  readonly page: RankRequest['page'];
  /** See {@link RankRequest.query}. */
  readonly query?: Float32Array | undefined;
  /** See {@link RankRequest.taste}. */
  readonly taste?: Float32Array | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a channel gives to one product, and why. */
export interface ChannelValue {
  /** The same value that `score` writes for the product. */
  readonly value: number;
  /** Number of the product of history or page that carried most of it; absent where none did. */
  readonly because?: number;
}

/**
 * One signal that scores every product of the catalog. A pure function over typed arrays: the same
 * input gives the same output. A channel whose data has not arrived gives zeros.
 */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Writes the value of every product, 0 to 1; `adapter` alone goes down to -1.
   *
   * @param out as many zeros as there are products; what is not written stays 0.
   */
  score(input: ChannelInput, out: Float32Array): void;
  /** The value of one product alone and the product that carried most of it. */
  explain(input: ChannelInput, item: number): ChannelValue;
}
