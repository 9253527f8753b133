import type { CategoryRecipe } from '../recipe.ts';

export const vases: CategoryRecipe = {
  slug: 'vases-and-candles',
  name: 'Vases & candles',
  top: 'Living',
  tagline: 'Small things that change a table.',
  share: 60,
  kinds: [
    {
      noun: 'vase',
      picture: 'vase',
      share: 55,
      price: [14, 95],
      size: ['Height', ['16 cm', '24 cm', '32 cm']],
      colours: ['chalk', 'terracotta', 'petrol', 'forest', 'rose', 'charcoal', 'mustard', 'sky blue', 'lavender'],
      materials: ['stoneware', 'porcelain', 'mouth-blown glass'],
      openings: [
        'For three tulips or a branch from the garden; it needs no bouquet.',
        'The {line} looks finished even when it is empty.',
        'A narrow neck holds a few stems upright and makes them look chosen.',
      ],
      traits: [
        ['fluted', 'Soft flutes run from foot to lip and play with side light.'],
        ['two-handled', 'Two small handles nod to much older pots.'],
        ['bud', 'Made for single stems and the last rose in October.'],
        ['', 'Thrown on the wheel and signed underneath.'],
      ],
    },
    {
      noun: 'scented candle',
      picture: 'candle',
      share: 45,
      price: [12, 58],
      size: ['Burning time', ['25 h', '40 h', '60 h']],
      colours: ['chalk', 'sage', 'blush', 'charcoal', 'ochre', 'lavender', 'forest'],
      materials: ['soy wax', 'beeswax', 'rapeseed wax'],
      lines: [
        'Fig & Cedar', 'Wet Slate', 'Orange Grove', 'Woodsmoke', 'Sea Fennel', 'Black Tea', 'Quiet Library',
        'Hay Meadow', 'Rain on Stone', 'Clove & Quince', 'White Lilac', 'Tomato Leaf', 'Juniper Hill',
        'Salted Driftwood', 'Old Rose', 'Bergamot Morning', 'Amber Room', 'Pine Resin', 'Green Walnut', 'Mint Garden',
      ],
      openings: [
        '{line} fills a room without walking in ahead of you.',
        'Light it an hour before the guests arrive, and then forget it.',
        'A scent built in layers by a perfumer who likes weather more than flowers.',
      ],
      traits: [
        ['', 'The cotton wick is braided flat, so it burns without soot.'],
        ['three-wick', 'Three wicks melt the top evenly, to the very edge of the glass.'],
        ['', 'The glass makes a fine tumbler when the candle is done.'],
      ],
    },
  ],
  materials: {
    stoneware: 'Stoneware, glazed inside and out, so it really holds water.',
    porcelain: 'Unglazed porcelain with the feel of a smooth pebble.',
    'mouth-blown glass': 'Blown by mouth, which is why no two are quite of one height.',
    'soy wax': 'Soy wax burns cool and carries scent a long way.',
    beeswax: 'Beeswax from northern hives, with its own faint smell of honey.',
    'rapeseed wax': 'Rapeseed wax is grown in Europe and burns slowly.',
  },
  closings: [
    'A small gift that needs no size.',
    'Made in batches of two hundred.',
    'Comes in a plain box that is ready to be given.',
    'Refills and replacements are always in stock.',
  ],
  praise: [
    'Beautiful object. Gets compliments with or without flowers.',
    'Subtle and warm, not the usual perfume counter.',
    'Gave it as a present and then bought one for myself.',
    'Perfect size for the window sill.',
    'Lovely weight, lovely glaze.',
  ],
  mixed: [
    'Pretty, although I can hardly notice any difference in the room.',
    'Nice, a little small for the money.',
    'Fine, but the neck is too narrow for my garden flowers.',
  ],
  complaints: [
    'Leaks at the foot. I found the ring on the table too late.',
    'Gave me a headache within minutes.',
    'It arrived with a chip, and so did the replacement.',
  ],
};
