import { seededDraw, seedOf } from '../generator/draw.ts';
import { createPaint, mix, shade } from './paint.ts';

const TINTS = ['#7c8fa6', '#93a48b', '#b98d7a', '#a58ba8', '#b3a06c', '#6f9a97', '#b07f86'];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A tile with the first letter of a title, for products whose own pictures lie elsewhere.
 *
 * @param colour `#rrggbb`; black means unknown, and the title decides
 */
export function initialTile(title: string, colour: string): string {
  const base = colour === '#000000' ? seededDraw(seedOf(title)).pick(TINTS) : colour;
  const [letter = '·'] = title.match(/[\p{Letter}\p{Number}]/u) ?? [];
  const text = letter.toUpperCase().replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
  const paint = createPaint(base, 0);
  const fill = paint.down(mix(base, '#f4efe6', 0.45));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600"><defs>${paint.defs()}</defs>` +
    `<rect width="600" height="600" fill="${fill}"/><text x="300" y="300" dy=".35em" text-anchor="middle" font-family="Georgia, serif" font-size="260" fill="${shade(base, -0.45)}">${text}</text></svg>\n`
  );
}
