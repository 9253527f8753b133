import type { Draw } from './draw.ts';
import type { Review } from './product.ts';
import type { CategoryRecipe } from './recipe.ts';

const DAY_MS = 86_400_000;

const AUTHORS = (
  'Amelia Ben Clara Dev Edith Farah George Hana Imogen Jonas Kate Liam Mina Noor Oscar Priya Quentin Rosa ' +
  'Sam Tilda Uma Victor Wendy Xavier Yasmin Zoe Marta Niall Elif Tom Greta Hugo Ines Jack Lena Malik'
).split(' ');
const INITIALS = 'ABCDEFGHJKLMNOPRSTW'.split('');

const PRAISE = [
  'Exactly as described. Would buy again.',
  'Quick delivery, careful packing, very happy.',
  'Better than I expected for the price.',
  'A present for my mother, who is delighted.',
];
const MIXED = [
  'It is all right. Not more, not less.',
  'Fine for the price.',
  'Nice, but I had hoped for more.',
];
const COMPLAINTS = ['Not for me, sent it back.', 'Disappointing for the price.'];

function textsFor(stars: number, recipe: CategoryRecipe): readonly string[] {
  if (stars >= 4) return [...recipe.praise, ...recipe.praise, ...PRAISE];
  if (stars === 3) return [...recipe.mixed, ...recipe.mixed, ...MIXED];
  return [...recipe.complaints, ...recipe.complaints, ...COMPLAINTS];
}

function starsAround(draw: Draw, mean: number): number {
  return Math.min(5, Math.max(1, Math.round(mean + 0.75 * draw.normal())));
}

/** Two to five reviews whose stars lie around `mean`, newest first, none with another's text. */
export function drawReviews(
  draw: Draw,
  recipe: CategoryRecipe,
  mean: number,
  today: number,
): Review[] {
  const used = new Set<string>();
  const count = draw.whole(2, 5);
  const reviews = Array.from({ length: count }, () => {
    const stars = starsAround(draw, mean);
    const free = textsFor(stars, recipe).filter((text) => !used.has(text));
    const text = draw.pick(free);
    used.add(text);
    const author = `${draw.pick(AUTHORS)} ${draw.pick(INITIALS)}.`;
    const date = new Date((today - draw.whole(2, 320)) * DAY_MS).toISOString().slice(0, 10);
    return { author, stars, text, date };
  });
  return reviews.sort((a, b) => (a.date < b.date ? 1 : -1));
}
