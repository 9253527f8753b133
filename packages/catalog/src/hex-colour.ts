/** RGB 5-6-5, as packs have colours, as `#rrggbb`. */
export function hexColour(rgb565: number): string {
  const channel = (value: number, bits: number): string =>
    Math.round((value / (2 ** bits - 1)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(rgb565 >> 11, 5)}${channel((rgb565 >> 5) & 63, 6)}${channel(rgb565 & 31, 5)}`;
}
