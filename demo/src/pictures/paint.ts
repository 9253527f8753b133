import { seededDraw, type Draw } from '../generator/draw.ts';

const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** A colour between two, `#rrggbb`; `share` 0 is all `from`, 1 all `to`. */
export function mix(from: string, to: string, share: number): string {
  const other = channels(to);
  return `#${channels(from)
    .map((value, i) => Math.round(value + ((other[i] ?? 0) - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** A colour in more light (0 to 1) or in shadow (−1 to 0). */
export const shade = (hex: string, amount: number): string =>
  amount < 0 ? mix(hex, '#171214', -amount) : mix(hex, '#ffffff', amount);

/** What a drawer paints with. The picture is 600 × 600, things stand on y = 500. */
export interface Paint {
  /** The product's colour. */
  readonly base: string;
  /** The adjective of its name, `striped` or `tripod`, which the picture should show; may be empty. */
  readonly feature: string;
  readonly draw: Draw;
  /** A fill for something round that stands upright: dark at both sides, a highlight left of the middle. */
  round(colour: string): string;
  /** A fill that is lit from above. */
  down(colour: string): string;
  /** A fill for a ball, lit from the upper left. */
  ball(colour: string): string;
  /** Soft shadow on the floor, centred at (x, y). */
  shadow(x: number, y: number, halfWidth: number): string;
  /** Definitions of the fills that were asked for. */
  defs(): string;
}

type Stop = readonly [offset: number, colour: string, opacity?: number];

const stops = (list: readonly Stop[]): string =>
  list
    .map(([offset, colour, opacity]) => {
      const alpha = opacity === undefined ? '' : ` stop-opacity="${opacity}"`;
      return `<stop offset="${offset}" stop-color="${colour}"${alpha}/>`;
    })
    .join('');

/** Paint of one colour; `seed` decides everything that may differ between two products of a kind. */
export function createPaint(base: string, seed: number, feature = ''): Paint {
  const defs = new Map<string, string>();
  const define = (key: string, element: (id: string) => string): string => {
    const id = `g${[...defs.keys()].indexOf(key) + 1 || defs.size + 1}`;
    if (!defs.has(key)) defs.set(key, element(id));
    return `url(#${id})`;
  };
  return {
    base,
    feature,
    draw: seededDraw(seed),
    round: (colour) =>
      define(`round ${colour}`, (id) => {
        const list: Stop[] = [
          [0, shade(colour, -0.38)],
          [0.16, shade(colour, -0.08)],
          [0.34, shade(colour, 0.26)],
          [0.6, colour],
          [1, shade(colour, -0.46)],
        ];
        return `<linearGradient id="${id}">${stops(list)}</linearGradient>`;
      }),
    down: (colour) =>
      define(`down ${colour}`, (id) => {
        const list: Stop[] = [
          [0, shade(colour, 0.2)],
          [0.5, colour],
          [1, shade(colour, -0.28)],
        ];
        return `<linearGradient id="${id}" x2="0" y2="1">${stops(list)}</linearGradient>`;
      }),
    ball: (colour) =>
      define(`ball ${colour}`, (id) => {
        const list: Stop[] = [
          [0, shade(colour, 0.42)],
          [0.45, colour],
          [1, shade(colour, -0.45)],
        ];
        return `<radialGradient id="${id}" cx=".36" cy=".3" r=".8">${stops(list)}</radialGradient>`;
      }),
    shadow(x, y, halfWidth) {
      const fill = define('shadow', (id) => {
        const list: Stop[] = [
          [0, '#2a2018', 0.42],
          [0.6, '#2a2018', 0.18],
          [1, '#2a2018', 0],
        ];
        return `<radialGradient id="${id}">${stops(list)}</radialGradient>`;
      });
      return `<ellipse cx="${x}" cy="${y}" rx="${halfWidth}" ry="${Math.round(halfWidth * 0.15)}" fill="${fill}"/>`;
    },
    defs: () => [...defs.values()].join(''),
  };
}

/** Colours of things that are not the product's own colour. */
export const WOOD = '#b98d5b';
export const STEEL = '#a9b0b5';
export const DARK = '#2b2c30';
export const PAPER = '#f4efe4';
export const BRASS = '#bd9547';
