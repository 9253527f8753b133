import type { CategoryRecipe } from '../recipe.ts';
import { bags } from './bags.ts';
import { bedding } from './bedding.ts';
import { books } from './books.ts';
import { chairs } from './chairs.ts';
import { coffee } from './coffee.ts';
import { garden } from './garden.ts';
import { headphones } from './headphones.ts';
import { knitwear } from './knitwear.ts';
import { knives } from './knives.ts';
import { lighting } from './lighting.ts';
import { outdoor } from './outdoor.ts';
import { pans } from './pans.ts';
import { plants } from './plants.ts';
import { rugs } from './rugs.ts';
import { running } from './running.ts';
import { skincare } from './skincare.ts';
import { speakers } from './speakers.ts';
import { stationery } from './stationery.ts';
import { tableware } from './tableware.ts';
import { toys } from './toys.ts';
import { vases } from './vases.ts';
import { watches } from './watches.ts';

/** Every leaf category of the shop, in the order of its menu. */
export const CATEGORIES: readonly CategoryRecipe[] = [
  pans,
  coffee,
  tableware,
  knives,
  lighting,
  chairs,
  rugs,
  vases,
  bedding,
  plants,
  garden,
  bags,
  watches,
  knitwear,
  headphones,
  speakers,
  running,
  outdoor,
  skincare,
  stationery,
  books,
  toys,
];
