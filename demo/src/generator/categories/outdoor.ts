import type { CategoryRecipe } from '../recipe.ts';

export const outdoor: CategoryRecipe = {
  slug: 'camping',
  name: 'Camping',
  top: 'Outdoors',
  tagline: 'Everything for one night under a large sky.',
  share: 60,
  kinds: [
    {
      noun: 'water bottle',
      picture: 'bottle',
      share: 50,
      price: [14, 48],
      size: ['Capacity', ['350 ml', '500 ml', '750 ml', '1 l']],
      colours: ['forest', 'navy', 'terracotta', 'sage', 'black', 'mustard', 'sky blue', 'chalk', 'steel'],
      materials: ['insulated steel', 'single-wall steel', 'copolyester'],
      openings: [
        'Cold water at noon and hot tea at four, from the same bottle.',
        'The {line} fits bicycle cages, rucksack pockets and small hands.',
        'The bottle that has replaced some two hundred others by next summer.',
      ],
      traits: [
        ['leakproof', 'The lid seals with one turn and is safe beside a laptop.'],
        ['wide-mouth', 'Wide enough for ice, a whole slice of lemon and a brush.'],
        ['sports', 'Drink from the valve without taking your eyes off the road.'],
      ],
    },
    {
      noun: 'tent',
      picture: 'tent',
      share: 26,
      price: [99, 480],
      size: ['Sleeps', ['1 person', '2 people', '4 people']],
      colours: ['forest', 'ochre', 'petrol', 'olive', 'poppy red', 'sand'],
      materials: ['ripstop nylon', 'polycotton'],
      openings: [
        'Up in four minutes, and dry inside after a night of rain.',
        'The {line} is light enough to carry and large enough to wait out a storm in.',
        'A tent with two doors saves more friendships than any compass.',
      ],
      traits: [
        ['dome', 'Two crossing poles make it stand by itself on rock or sand.'],
        ['tunnel', 'Three hoops and a porch for boots, dog and stove.'],
        ['ultralight', '1.4 kg with everything, pegs counted.'],
      ],
    },
    {
      noun: 'lantern',
      picture: 'lantern',
      share: 24,
      price: [18, 79],
      colours: ['forest', 'black', 'mustard', 'brick', 'chalk', 'petrol'],
      materials: ['powder-coated steel', 'bamboo and glass'],
      openings: [
        'Warm light for the table in the woods, or on the balcony.',
        'The {line} hangs, stands and shines for eight nights.',
      ],
      traits: [
        ['rechargeable', 'Charges by USB-C, and charges your phone in return.'],
        ['dimmable', 'The wheel goes from a glimmer to 400 lumens.'],
        ['solar', 'A day in the sun gives an evening of light.'],
      ],
    },
  ],
  materials: {
    'insulated steel': 'Double-walled steel keeps drinks cold for a day and hot for half of one.',
    'single-wall steel': 'A single wall of steel: light, tough and safe over embers.',
    copolyester: 'Clear copolyester does not break and tastes of nothing.',
    'ripstop nylon': 'Ripstop nylon with taped seams stands a water column of 3,000 mm.',
    polycotton: 'Polycotton breathes, so you wake up without drips.',
    'powder-coated steel': 'Powder-coated steel takes knocks in the boot of a car.',
    'bamboo and glass': 'Bamboo and glass make it pretty enough for indoors.',
  },
  closings: [
    'Spare parts for everything, for at least ten years.',
    'Tested through a wet week in the Lake District.',
    'Three-year guarantee against anything but bears.',
    'Packs small and comes in its own bag.',
  ],
  praise: [
    'Kept us dry through a proper storm.',
    'Ice still in it the next morning.',
    'Well thought out, light and sturdy.',
    'The children use it every day and have not managed to break it.',
    'No leaks, no rattling, easy to clean.',
    'Worth every penny after one weekend.',
  ],
  mixed: [
    'Good, but heavier than stated.',
    'Does what it says. The bag is too tight.',
    'Nice colour, the lid squeaks.',
  ],
  complaints: [
    'Leaked into my bag on the first day.',
    'A seam let water in during light rain.',
    'The paint chips if you look at it.',
  ],
};
