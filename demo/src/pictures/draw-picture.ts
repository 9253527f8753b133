import { DRAWERS, type PictureKind } from './drawers/index.ts';
import { createPaint, mix } from './paint.ts';

/** What a picture shows. */
export interface Look {
  readonly kind: PictureKind;
  /** `#rrggbb`. */
  readonly colour: string;
  /** An adjective that may be seen, such as `striped`. Default none. */
  readonly feature?: string;
  /** Decides proportions and patterns. */
  readonly seed: number;
}

const BACKDROPS = ['#efe9df', '#e7eae6', '#ece6e4', '#e6e9ee', '#f0ebe0'];

/** A studio picture of a product as SVG, 600 × 600, without any reference to other files. */
export function drawPicture({ kind, colour, seed, feature }: Look): string {
  const paint = createPaint(colour, seed, feature);
  const backdrop = mix(paint.draw.pick(BACKDROPS), colour, 0.07);
  const body = DRAWERS[kind](paint);
  const wall =
    `<linearGradient id="w" x2="0" y2="1"><stop stop-color="${mix(backdrop, '#ffffff', 0.5)}"/>` +
    `<stop offset=".72" stop-color="${backdrop}"/><stop offset=".73" stop-color="${mix(backdrop, '#8a7d6d', 0.1)}"/>` +
    `<stop offset="1" stop-color="${mix(backdrop, '#ffffff', 0.25)}"/></linearGradient>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">` +
    `<defs>${wall}${paint.defs()}</defs><rect width="600" height="600" fill="url(#w)"/>${body}</svg>\n`
  );
}
