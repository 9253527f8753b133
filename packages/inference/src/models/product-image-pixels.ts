import { SottoError } from '@sotto/core';

/** Pixels of a picture, row by row from the top: the browser's `ImageData` is one. */
export interface Picture {
  /** Pixels in a row, 1 to 8,192. */
  readonly width: number;
  /** Rows, 1 to 8,192. */
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, 0 to 255, the colours not multiplied by the opacity. */
  readonly data: Uint8ClampedArray | Uint8Array;
}

const CHANNELS = 3;
const LONGEST_SIDE = 8192;
/** Halves go up, whatever the last bits of a sum are: the same as in the model's recipe. */
const HALF = 0.5 + 1e-6;

/**
 * What the model of product pictures is given: the whole picture, transparent parts over white, stretched to
 * `width` × `height` with a triangle filter as wide as the step between pixels (bilinear, without aliasing).
 *
 * @returns planes of red, green and blue, 0 to 255 in whole numbers
 * @throws model/shape where `data` isn't as long as the sides say, or a side is none
 */
export function productImagePixels(picture: Picture, width: number, height: number): Float32Array {
  checkPicture(picture);
  const narrow = narrowed(picture, width);
  const out = new Float32Array(CHANNELS * height * width);
  spans(picture.height, height).forEach(({ first, weights }, y) => {
    for (let x = 0; x < width * CHANNELS; x++) {
      let sum = 0;
      for (let at = 0; at < weights.length; at++)
        sum += weights[at]! * narrow[(first + at) * width * CHANNELS + x]!;
      const channel = x % CHANNELS;
      out[(channel * height + y) * width + Math.floor(x / CHANNELS)] = Math.floor(sum + HALF);
    }
  });
  return out;
}

const isSide = (side: number): boolean =>
  Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE;

function checkPicture({ width, height, data }: Picture): void {
  if (isSide(width) && isSide(height) && data.length === width * height * 4) return;
  throw new SottoError(
    'model/shape',
    { origin: 'model' },
    `a picture of ${width} × ${height} pixels with ${data.length} bytes`,
  );
}

/** Rows as they are, columns as many as wanted: red, green and blue of each pixel over white. */
function narrowed({ width: own, height, data }: Picture, width: number): Float64Array {
  const columns = spans(own, width);
  const out = new Float64Array(height * width * CHANNELS);
  const row = new Float64Array(own * CHANNELS);
  for (let y = 0; y < height; y++) {
    readRow(data, y * own * 4, row);
    columns.forEach(({ first, weights }, x) => {
      const to = (y * width + x) * CHANNELS;
      for (let at = 0; at < weights.length; at++) {
        const from = (first + at) * CHANNELS;
        for (let channel = 0; channel < CHANNELS; channel++)
          out[to + channel]! += weights[at]! * row[from + channel]!;
      }
    });
  }
  return out;
}

function readRow(data: Picture['data'], start: number, row: Float64Array): void {
  for (let at = 0; at < row.length; at++) {
    const from = start + Math.floor(at / CHANNELS) * 4;
    const opacity = data[from + 3]! / 255;
    row[at] = data[from + (at % CHANNELS)]! * opacity + 255 * (1 - opacity);
  }
}

/** The sources that one target is made of. */
interface Span {
  readonly first: number;
  readonly weights: readonly number[];
}

/** For each of `targets` pixels in a line the `sources` that it is made of. */
function spans(sources: number, targets: number): Span[] {
  const step = sources / targets;
  const reach = Math.max(step, 1);
  return Array.from({ length: targets }, (_, target) => {
    const centre = (target + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(sources, Math.ceil(centre + reach));
    const raw = Array.from({ length: end - first }, (_each, at) =>
      Math.max(0, 1 - Math.abs(first + at + 0.5 - centre) / reach),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}
