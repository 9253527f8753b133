import type { Channel } from '../channel.ts';
import { brandChannel } from './brand.ts';
import { categoryChannel } from './category.ts';
import { freshnessChannel } from './freshness.ts';
import { neighboursChannel } from './neighbours.ts';
import { popularityChannel } from './popularity.ts';
import { priceChannel } from './price.ts';
import { seenChannel } from './seen.ts';
import { semanticChannel } from './semantic.ts';
import { sequenceChannel } from './sequence.ts';
import { termsChannel } from './terms.ts';

/** Every channel, in the order of weight vectors. A new one is a file here and a line in this list. */
export const CHANNELS: readonly Channel[] = [
  termsChannel,
  semanticChannel,
  sequenceChannel,
  categoryChannel,
  brandChannel,
  priceChannel,
  neighboursChannel,
  popularityChannel,
  freshnessChannel,
  seenChannel,
];
