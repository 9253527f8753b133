import type { Draw } from './draw.ts';

/** A price as shops write it: ends in 50 or 95 below 20 pounds, in whole pounds above, in 9 or 5 at last. */
function charmPrice(pounds: number): number {
  if (pounds < 10) return Math.max(95, Math.round(pounds * 2) * 50 - 5);
  if (pounds < 30) return Math.round(pounds) * 100 - 5;
  if (pounds < 100) return Math.round(pounds) * 100;
  return Math.round(pounds / 5) * 500 - (pounds < 400 ? 100 : 0);
}

/** Price and price before a discount, in pence; one product in seven is reduced. */
export function drawPrice(
  draw: Draw,
  [low, high]: readonly [number, number],
  tier: number,
  sizeStep: number,
): { price: number; listPrice: number } {
  const position = Math.min(
    1,
    Math.max(0, 0.15 + 0.6 * tier + 0.25 * sizeStep + 0.08 * draw.normal()),
  );
  const usual = charmPrice(low * (high / low) ** position);
  if (!draw.chance(1 / 7)) return { price: usual, listPrice: 0 };
  const off = draw.pick([0.1, 0.15, 0.2, 0.25, 0.3, 0.4]);
  const price = charmPrice((usual / 100) * (1 - off));
  return price < usual ? { price, listPrice: usual } : { price: usual, listPrice: 0 };
}
