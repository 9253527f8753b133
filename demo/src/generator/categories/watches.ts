import type { CategoryRecipe } from '../recipe.ts';

export const watches: CategoryRecipe = {
  slug: 'watches',
  name: 'Watches',
  top: 'Style',
  tagline: 'Time, told quietly.',
  share: 60,
  kinds: [
    {
      noun: 'watch',
      picture: 'watch',
      share: 75,
      price: [79, 420],
      size: ['Case', ['34 mm', '38 mm', '41 mm']],
      colours: ['navy', 'black', 'tan', 'forest', 'burgundy', 'espresso', 'chalk', 'petrol', 'slate'],
      materials: ['leather strap', 'steel bracelet', 'nylon strap', 'mesh bracelet'],
      openings: [
        'A clean dial, two hands and a date: everything else is on your phone already.',
        'The {line} slips under a cuff and stays there until it is wanted.',
        'Drawn with a ruler, softened with a thumb.',
      ],
      traits: [
        ['automatic', 'The movement winds itself as you walk, with 42 hours in reserve.'],
        ['diver’s', 'Water-resistant to 200 metres, with a bezel that clicks sixty times.'],
        ['chronograph', 'Two small dials time the eggs to a fifth of a second.'],
        ['solar', 'Any light charges it; a full charge runs for ten months in the dark.'],
        ['field', 'Large numerals that glow long enough to find the torch.'],
      ],
    },
    {
      noun: 'watch strap',
      picture: 'strap',
      share: 25,
      price: [15, 68],
      size: ['Width', ['18 mm', '20 mm', '22 mm']],
      colours: ['tan', 'black', 'navy', 'olive', 'burgundy', 'dove grey', 'espresso'],
      materials: ['leather strap', 'nylon strap', 'mesh bracelet'],
      openings: [
        'A new strap makes an old watch a new one.',
        'Fits {brand} watches and every other with the same lugs.',
        'Changed in half a minute, with no tool but a thumbnail.',
      ],
      traits: [
        ['quick-release', 'Small levers on the pins let it go and take it back.'],
        ['padded', 'Lightly padded, stitched tone on tone.'],
        ['', 'The buckle is steel and the holes are a hand’s breadth of choices.'],
      ],
    },
  ],
  materialLabel: 'Strap',
  materials: {
    'leather strap': 'The leather strap comes from an Italian tannery and softens in a week.',
    'steel bracelet': 'The steel bracelet has solid links and a clasp that closes with a click.',
    'nylon strap': 'The woven nylon strap dries in minutes and weighs nothing.',
    'mesh bracelet': 'The fine mesh lies on the wrist like cloth.',
  },
  closings: [
    'Sapphire glass, hard to scratch and easy to read.',
    'Comes in a roll of felt. Two-year guarantee.',
    'We change batteries for free, for as long as you own it.',
    'Water-resistant enough for rain, hands and washing-up.',
  ],
  praise: [
    'Elegant, light, and loses less than five seconds a week.',
    'Looks like it costs three times as much.',
    'Easy to read without my glasses.',
    'The strap was soft from the first day.',
    'A present for my father. He has not taken it off.',
    'Wearing it every day, not a scratch so far.',
  ],
  mixed: [
    'Lovely dial. The strap is stiff at first.',
    'Nice, but larger on the wrist than I thought.',
    'Keeps good time, ticks rather loudly at night.',
  ],
  complaints: [
    'Stopped after four weeks, and it was not the battery.',
    'Moisture under the glass after washing my hands.',
    'The clasp opens by itself. I nearly lost it.',
  ],
};
