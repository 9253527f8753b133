/** RGB 5-6-5, as packs have colours, as `#rrggbb`. */
export const hexColour = (rgb565: number): string =>
  `#${channel(rgb565 >> 11, 5)}${channel((rgb565 >> 5) & 63, 6)}${channel(rgb565 & 31, 5)}`;

const channel = (value: number, bits: number): string =>
  Math.round((value / (2 ** bits - 1)) * 255)
    .toString(16)
    .padStart(2, '0');
