/** Pixels as light as this are the white that a picture stands on. */
const WHITE = 238;

interface Bin {
  weight: number;
  count: number;
  red: number;
  green: number;
  blue: number;
}

/**
 * The colour that a person would name for a picture, as RGB 5-6-5 and never 0, which says that there is no
 * picture. White ground is left out where the picture has anything else, and strong colours count
 * more than greys.
 *
 * @param pixels red, green, blue, red, …
 */
export function mainColour(pixels: Uint8Array): number {
  const bins = new Map<number, Bin>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const red = pixels[at]!;
    const green = pixels[at + 1]!;
    const blue = pixels[at + 2]!;
    const low = Math.min(red, green, blue);
    const strength = low >= WHITE ? 1e-4 : 0.25 + (Math.max(red, green, blue) - low) / 255;
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const bin = bins.get(key) ?? { weight: 0, count: 0, red: 0, green: 0, blue: 0 };
    bin.weight += strength;
    bin.count++;
    bin.red += red;
    bin.green += green;
    bin.blue += blue;
    bins.set(key, bin);
  }
  const best = [...bins.values()].reduce<Bin | undefined>(
    (most, bin) => (most === undefined || bin.weight > most.weight ? bin : most),
    undefined,
  );
  if (best === undefined) return 1;
  const part = (sum: number, bits: number) =>
    Math.round((sum / best.count / 255) * ((1 << bits) - 1));
  return (part(best.red, 5) << 11) | (part(best.green, 6) << 5) | part(best.blue, 5) || 1;
}
