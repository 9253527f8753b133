import { care } from './care.ts';
import { kitchen } from './kitchen.ts';
import { lamps } from './lamps.ts';
import { outdoors } from './outdoors.ts';
import { paper } from './paper.ts';
import { plants } from './plants.ts';
import { seats } from './seats.ts';
import { sound } from './sound.ts';
import { table } from './table.ts';
import { textiles } from './textiles.ts';
import { toys } from './toys.ts';
import { wear } from './wear.ts';

/** One drawer for each kind of product. Each answers the elements that stand before the backdrop. */
export const DRAWERS = {
  ...kitchen,
  ...table,
  ...lamps,
  ...seats,
  ...textiles,
  ...plants,
  ...wear,
  ...sound,
  ...outdoors,
  ...care,
  ...paper,
  ...toys,
};

/** What a picture can show. */
export type PictureKind = keyof typeof DRAWERS;
