import type { RankRequest } from '../types.ts';

/** The products a list starts from: those asked for, else the page's, else the basket's. */
export function seedsOf({ seeds, page }: RankRequest): readonly number[] {
  if (seeds !== undefined && seeds.length > 0) return seeds;
  return page.item === undefined ? page.basket : [page.item];
}
