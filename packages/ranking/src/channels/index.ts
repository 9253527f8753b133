import type { Channel } from '../channel.ts';
import { adapterChannel } from './adapter.ts';
import { brandChannel } from './brand.ts';
import { categoryChannel } from './category.ts';
import { freshnessChannel } from './freshness.ts';
import { groupsChannel } from './groups.ts';
import { neighboursChannel } from './neighbours.ts';
import { popularityChannel } from './popularity.ts';
import { priceChannel } from './price.ts';
import { seenChannel } from './seen.ts';
import { semanticChannel } from './semantic.ts';
import { sequenceChannel } from './sequence.ts';
import { tasteChannel } from './taste.ts';
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
  tasteChannel,
  groupsChannel,
  adapterChannel,
];
