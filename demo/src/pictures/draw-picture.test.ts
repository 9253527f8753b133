import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../generator/categories/index.ts';
import { expectWellFormedXml } from '../well-formed-xml.contract.ts';
import { drawPicture } from './draw-picture.ts';
import { DRAWERS, type PictureKind } from './drawers/index.ts';
import { initialTile } from './initial-tile.ts';

const KINDS = Object.keys(DRAWERS) as PictureKind[];
const FEATURES = [
  ...new Set(
    CATEGORIES.flatMap(({ kinds }) =>
      kinds.flatMap(({ traits }) => traits.map(([adjective]) => adjective)),
    ),
  ),
];
const SEEDS = Array.from({ length: 20 }, (_, i) => i * 7919);

test('has a drawer of its own for far more than 14 kinds of products', () => {
  const pictures = new Set(KINDS.map((kind) => drawPicture({ kind, colour: '#2f5041', seed: 1 })));
  expect(pictures.size).toBe(KINDS.length);
  expect(KINDS.length).toBeGreaterThanOrEqual(14);
});

describe.each(KINDS)('%s', (kind) => {
  test('is drawn as well-formed SVG without a number that is none or a reference outside', () => {
    for (const seed of SEEDS) {
      const svg = drawPicture({
        kind,
        colour: '#b8693f',
        seed,
        feature: FEATURES[seed % FEATURES.length] ?? '',
      });
      expectWellFormedXml(svg);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|href|<script|<image/);
      const ids = new Set([...svg.matchAll(/id="(\w+)"/g)].map(([, id]) => id));
      for (const [, id] of svg.matchAll(/url\(#(\w+)\)/g)) expect(ids).toContain(id);
    }
  });

  test('looks the same for the same product and shows its colour', () => {
    const navy = drawPicture({ kind, colour: '#24375c', seed: 5 });
    expect(drawPicture({ kind, colour: '#24375c', seed: 5 })).toBe(navy);
    expect(drawPicture({ kind, colour: '#d49a26', seed: 5 })).not.toBe(navy);
  });
});

test('writes a letter on the tile of a product without a picture, whatever its title holds', () => {
  for (const title of ['Lamp', '<script>alert(1)</script>', '&&&', '', '灯', '"\u0000"']) {
    const svg = initialTile(title, '#000000');
    expectWellFormedXml(svg);
    expect(svg).not.toContain('<script');
  }
  expect(initialTile('  lamp', '#112233')).toContain('>L</text>');
});

test.each([
  ['jumper', 'striped'],
  ['jumper', 'cable-knit'],
  ['tee', 'pocket'],
  ['backpack', 'roll-top'],
  ['floor-lamp', 'tripod'],
  ['watch', 'chronograph'],
  ['pen', 'fountain'],
] as const)('shows on a %s that it is %s', (kind, feature) => {
  const look = { kind, colour: '#24375c', seed: 3 };
  expect(drawPicture({ ...look, feature })).not.toBe(drawPicture(look));
});
