import type { CategoryRecipe } from '../recipe.ts';

export const pans: CategoryRecipe = {
  slug: 'pans-and-pots',
  name: 'Pans & pots',
  top: 'Kitchen',
  tagline: 'For Tuesday’s omelette and Sunday’s stew.',
  share: 80,
  kinds: [
    {
      noun: 'frying pan',
      picture: 'frying-pan',
      share: 40,
      price: [24, 95],
      size: ['Diameter', ['20 cm', '24 cm', '28 cm', '30 cm']],
      colours: ['black', 'steel', 'charcoal', 'forest', 'brick', 'copper'],
      materials: ['cast-iron', 'carbon-steel', 'aluminium', 'stainless-steel'],
      openings: [
        'A pan that earns its place on the hob: eggs in the morning, a proper sear at night.',
        'The {line} is the pan we reach for when there is only one ring free.',
        'Low sides, a good weight and a handle that stays where your hand expects it.',
        'Made for people who cook most evenings and would rather own one good pan than three.',
      ],
      traits: [
        [
          'deep',
          'The sides are 6 cm high, so a sauce has room to bubble without redecorating the wall.',
        ],
        [
          'non-stick',
          'The ceramic coating lets go of pancakes without a fight and contains no PFAS.',
        ],
        ['induction', 'A fully encapsulated base works on induction and stays flat as it heats.'],
        [
          'pre-seasoned',
          'It arrives seasoned with flax oil and gets darker, and better, with use.',
        ],
        ['', 'The riveted handle is long enough to stay cool and hollow enough to stay light.'],
      ],
    },
    {
      noun: 'saucepan',
      picture: 'saucepan',
      share: 28,
      price: [28, 89],
      size: ['Capacity', ['1.2 l', '1.8 l', '2.6 l', '3.4 l']],
      colours: ['steel', 'copper', 'chalk', 'navy', 'sage', 'black'],
      materials: ['stainless-steel', 'aluminium', 'copper', 'enamelled steel'],
      openings: [
        'For porridge, peas and the custard that must not catch.',
        'A saucepan of the useful size: big enough for pasta for two, small enough to wash up happily.',
        'The {line} pours cleanly from either side, which left-handed cooks notice first.',
      ],
      traits: [
        [
          'lidded',
          'The lid has two sets of drainage holes; turn it to choose between fine and coarse.',
        ],
        ['tri-ply', 'Three layers carry the heat up the walls, not only across the base.'],
        ['induction', 'It works on every hob, induction included.'],
        ['', 'Measures are etched inside in litres and pints.'],
      ],
    },
    {
      noun: 'casserole',
      picture: 'casserole',
      share: 24,
      price: [59, 240],
      size: ['Capacity', ['2.8 l', '4.2 l', '5.5 l', '6.7 l']],
      colours: ['forest', 'poppy red', 'navy', 'mustard', 'chalk', 'petrol', 'blush', 'charcoal'],
      materials: ['cast-iron', 'enamelled steel', 'aluminium'],
      openings: [
        'The pot that goes from hob to oven to table and looks right on all three.',
        'Slow food wants a heavy lid. The {line} has one that fits as if it were ground by hand.',
        'Braises, soups, a loaf of bread with a crackling crust: this is the pot for weekends.',
      ],
      traits: [
        [
          'oval',
          'The oval shape takes a whole chicken, or a leg of lamb that would not fit a round one.',
        ],
        ['shallow', 'Wide and low, so things brown before they stew.'],
        ['', 'Small points under the lid return the steam as an even rain.'],
        ['', 'The knob is steel, so it may go into a hot oven with the rest.'],
      ],
    },
    {
      noun: 'pan lid',
      picture: 'lid',
      share: 14,
      price: [9, 29],
      size: ['Diameter', ['20 cm', '24 cm', '28 cm', '30 cm']],
      colours: ['steel', 'black', 'copper', 'charcoal'],
      materials: ['tempered glass', 'stainless-steel'],
      openings: [
        'Half of cooking is knowing when to put the lid on. Here is the lid.',
        'Fits every {brand} pan of {size}, and most of the others you own.',
        'A lid sold on its own, because they break and pans do not.',
      ],
      traits: [
        ['vented', 'A small steel vent keeps rice from boiling over.'],
        ['', 'The knob is far enough from the glass for fingers in an oven glove.'],
      ],
    },
  ],
  materials: {
    'cast-iron': 'Cast iron is slow to warm and slower to cool, which is just what searing needs.',
    'carbon-steel':
      'Carbon steel has the bite of cast iron at little more than half of its weight.',
    aluminium: 'Forged aluminium heats quickly and evenly, and the pan stays light to lift.',
    'stainless-steel':
      'Stainless steel asks for nothing: scrub it, scour it, forget it in the sink.',
    copper: 'Copper answers the flame at once, so you can stop a caramel on the right second.',
    'enamelled steel': 'The enamel is fired twice and minds neither tomatoes nor wine.',
    'tempered glass': 'Tempered glass lets you watch without lifting, and shrugs off 230 °C.',
  },
  closings: [
    'Oven-safe to 240 °C. Guaranteed for ten years of ordinary cooking.',
    'Wash by hand, dry at once, and it will outlive the kitchen.',
    'Suits gas, electric, ceramic and induction hobs.',
    'Packed in cardboard without a scrap of plastic.',
  ],
  praise: [
    'Heats evenly and the handle stays cool. I gave my two old pans away.',
    'Had it for six months now and it still looks new, apart from the base.',
    'Proper weight to it. The best fried potatoes we have had at home.',
    'Washes up in seconds, and I cook with it nearly every day.',
    'Looks good enough to bring to the table, so that is what we do.',
    'Bought one for my sister as well after the first week.',
  ],
  mixed: [
    'Cooks well, but heavier than I expected from the pictures.',
    'Good pan. The base marks easily, if you mind such things.',
    'Does the job. For the price I would have liked a lid with it.',
  ],
  complaints: [
    'Stuck from the second week although I followed the instructions.',
    'Arrived with a dent in the rim. Returned without trouble, but still.',
    'Rocks a little on my glass hob, so the oil runs to one side.',
  ],
};
