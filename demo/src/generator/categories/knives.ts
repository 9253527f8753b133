import type { CategoryRecipe } from '../recipe.ts';

export const knives: CategoryRecipe = {
  slug: 'knives-and-boards',
  name: 'Knives & boards',
  top: 'Kitchen',
  tagline: 'Sharp where it should be, kind to the edge everywhere else.',
  share: 50,
  kinds: [
    {
      noun: 'chef’s knife',
      picture: 'knife',
      share: 40,
      price: [32, 160],
      size: ['Blade', ['16 cm', '18 cm', '21 cm']],
      colours: ['black', 'walnut', 'oak', 'espresso', 'forest', 'brick'],
      materials: ['high-carbon steel', 'Damascus steel', 'stainless steel'],
      openings: [
        'If you own one knife, it should be this shape.',
        'The {line} is balanced at the bolster, so it feels lighter than it is.',
        'Onions, herbs, a whole squash: a long, gently curved blade does nearly all of it.',
      ],
      traits: [
        ['forged', 'Forged from one piece, hardened, and ground by hand on a wet stone.'],
        ['hammered', 'The hammered face lets slices of courgette fall away.'],
        ['', 'The spine is rounded, which your forefinger will notice after the third carrot.'],
      ],
    },
    {
      noun: 'paring knife',
      picture: 'knife',
      share: 25,
      price: [14, 64],
      size: ['Blade', ['8 cm', '10 cm']],
      colours: ['black', 'walnut', 'oak', 'poppy red', 'mustard', 'teal'],
      materials: ['high-carbon steel', 'Damascus steel', 'stainless steel'],
      openings: [
        'The small knife for all that is done in the air: peeling, coring, topping and tailing.',
        'Short, thin and quick, like the best advice.',
      ],
      traits: [
        ['bird’s-beak', 'The hooked tip follows the curve of an apple.'],
        ['', 'Comes with a sheath of birch ply for the drawer.'],
        ['serrated', 'Tiny serrations go through a ripe tomato without squashing it.'],
      ],
    },
    {
      noun: 'chopping board',
      picture: 'board',
      share: 35,
      price: [16, 92],
      size: ['Length', ['28 cm', '36 cm', '45 cm']],
      colours: ['oak', 'walnut', 'ash', 'tan'],
      materials: ['end-grain oak', 'walnut', 'beech', 'bamboo'],
      openings: [
        'A board heavy enough to stay put and handsome enough to serve cheese on.',
        'Good knives deserve a surface that gives a little.',
        'The {line} board has a side for bread and a side for everything else.',
      ],
      traits: [
        ['grooved', 'A groove along the edge keeps the juice of a roast off the table.'],
        ['handled', 'The handle doubles as a loop for the wall.'],
        ['', 'Rubber feet unscrew when you want to use the other face.'],
      ],
    },
  ],
  materials: {
    'high-carbon steel': 'High-carbon steel takes a fierce edge and asks to be wiped dry.',
    'Damascus steel': 'Sixty-seven layers show as a pattern like wood grain; no two are alike.',
    'stainless steel': 'Stainless steel, hardened to 56 HRC: easy to sharpen, hard to rust.',
    'end-grain oak': 'End grain closes behind the blade, so the board heals and the edge lasts.',
    walnut: 'Walnut is dense, dark and naturally kind to knives.',
    beech: 'Beech is what butchers use: hard, pale and almost without pores.',
    bamboo: 'Bamboo grows back in five years and weighs next to nothing.',
  },
  closings: [
    'Wash by hand and oil now and then.',
    'Sharpening is free in the first year: send it in the box it came in.',
    'Guaranteed for as long as you cook with it.',
  ],
  praise: [
    'Scarily sharp out of the box. Mind your fingers.',
    'Beautiful balance. Chopping is suddenly something I look forward to.',
    'Looks better after a year than on the first day.',
    'Heavy, flat and does not slide. What more could one ask.',
    'Keeps its edge for weeks of daily cooking.',
  ],
  mixed: [
    'Very sharp, but the handle is a bit slim for large hands.',
    'Lovely thing, needs oiling more often than I thought.',
    'Good for the money. Do not expect miracles of the edge.',
  ],
  complaints: [
    'Dull after two weeks and I look after my things.',
    'Warped although I never put it into the dishwasher.',
    'Small crack along the grain on arrival.',
  ],
};
