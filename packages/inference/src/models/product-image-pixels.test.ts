import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productImagePixels, type Picture } from './product-image-pixels.ts';

const filled = (width: number, height: number, ...rgba: number[]): Picture => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => rgba[at % 4] ?? 0),
});

const gray = (width: number, height: number, ...levels: number[]): Picture => ({
  width,
  height,
  data: Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255])),
});

const sides = fc.integer({ min: 1, max: 40 });
const level = fc.integer({ min: 0, max: 255 });

test('keeps a picture that has the wanted size', () => {
  const picture = gray(3, 2, 0, 10, 20, 100, 255, 7);
  expect([...productImagePixels(picture, 3, 2)].slice(0, 6)).toEqual([0, 10, 20, 100, 255, 7]);
});

test('makes one colour of any size the same colour, as planes', () => {
  fc.assert(
    fc.property(sides, sides, level, level, level, (width, height, red, green, blue) => {
      const planes = productImagePixels(filled(width, height, red, green, blue, 255), 8, 6);
      [red, green, blue].forEach((value, at) =>
        expect(new Set(planes.subarray(at * 48, at * 48 + 48))).toEqual(new Set([value])),
      );
    }),
  );
});

test('shows white through what is transparent', () => {
  expect(productImagePixels(filled(2, 2, 10, 20, 30, 0), 1, 1)).toEqual(
    Float32Array.of(255, 255, 255),
  );
  expect(productImagePixels(filled(2, 2, 0, 100, 200, 51), 1, 1)).toEqual(
    Float32Array.of(204, 224, 244),
  );
});

test('blends between pixels where it makes larger', () => {
  const planes = productImagePixels(gray(2, 1, 0, 100), 4, 1);
  expect([...planes].slice(0, 4)).toEqual([0, 25, 75, 100]);
});

test('takes every pixel into account where it makes smaller', () => {
  const planes = productImagePixels(gray(8, 1, 0, 0, 0, 0, 0, 0, 0, 160), 2, 1);
  // Reach of 4 pixels around 2 and 6: weights 0.125 to 0.875 up to the edges, of 3.5 in sum.
  expect([...planes].slice(0, 2)).toEqual([0, 29]);
});

test('mirrors as the picture does', () => {
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 30 }), (levels) => {
      const there = productImagePixels(gray(levels.length, 1, ...levels), 8, 1);
      const back = productImagePixels(gray(levels.length, 1, ...levels.toReversed()), 8, 1);
      [...back.subarray(0, 8)]
        .toReversed()
        .forEach((value, at) => expect(Math.abs(value - (there[at] ?? NaN))).toBeLessThan(1e-9));
    }),
  );
});

test.each<[what: string, picture: Picture]>([
  ['no width', { width: 0, height: 2, data: new Uint8ClampedArray() }],
  ['half a row', { width: 2, height: 1.5, data: new Uint8ClampedArray(12) }],
  ['too few numbers', { width: 2, height: 2, data: new Uint8ClampedArray(15) }],
  ['three numbers a pixel', { width: 2, height: 2, data: new Uint8ClampedArray(12) }],
  ['a side longer than any', { width: 8193, height: 1, data: new Uint8ClampedArray(8193 * 4) }],
  ['a side that is no number', { width: NaN, height: 1, data: new Uint8ClampedArray() }],
])('refuses a picture with %s', (_, picture) => {
  expect(() => productImagePixels(picture, 4, 4)).toThrow(
    expect.objectContaining({ code: 'model/shape' }),
  );
});
