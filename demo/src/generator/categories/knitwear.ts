import type { CategoryRecipe } from '../recipe.ts';

export const knitwear: CategoryRecipe = {
  slug: 'knitwear-and-tees',
  name: 'Knitwear & tees',
  top: 'Style',
  tagline: 'The clothes that are always in the wash.',
  share: 75,
  kinds: [
    {
      noun: 'jumper',
      picture: 'jumper',
      share: 42,
      price: [49, 180],
      size: ['Size', ['S', 'M', 'L', 'XL']],
      colours: ['navy', 'oat', 'forest', 'mustard', 'burgundy', 'dove grey', 'rose', 'charcoal', 'brick'],
      materials: ['merino wool', 'lambswool', 'organic cotton', 'alpaca blend'],
      openings: [
        'A jumper of the kind that is borrowed and never given back.',
        'The {line} is knitted in one piece, so there is no seam to sit wrong.',
        'Warm at the bus stop, never too warm at the desk.',
      ],
      traits: [
        ['cable-knit', 'Cables run down the front, as fishermen’s did.'],
        ['roll-neck', 'The collar is high, soft and folds once.'],
        ['striped', 'Stripes meet at the side seams, which is harder than it looks.'],
        ['crew-neck', 'A plain crew neck that keeps its shape.'],
      ],
    },
    {
      noun: 'T-shirt',
      picture: 'tee',
      share: 36,
      price: [16, 52],
      size: ['Size', ['S', 'M', 'L', 'XL']],
      colours: ['white', 'navy', 'black', 'sage', 'terracotta', 'sky blue', 'mustard', 'dove grey', 'rose'],
      materials: ['organic cotton', 'linen jersey', 'merino wool'],
      openings: [
        'The plain T-shirt, taken seriously.',
        'Cut straight, with sleeves that end where they should.',
        'The {line} is heavy enough to hang well and light enough for August.',
      ],
      traits: [
        ['pocket', 'One pocket, for a pencil or for looks.'],
        ['striped', 'A Breton stripe, woven-dyed so it stays sharp.'],
        ['boxy', 'A little wider and a little shorter than usual.'],
        ['', 'A ribbed collar with some elastane keeps its line after fifty washes.'],
      ],
    },
    {
      noun: 'beanie',
      picture: 'beanie',
      share: 22,
      price: [14, 48],
      colours: ['mustard', 'navy', 'charcoal', 'brick', 'forest', 'oat', 'plum', 'teal'],
      materials: ['merino wool', 'lambswool', 'alpaca blend'],
      openings: [
        'Sits just over the ears and stays there in the wind.',
        'A hat you can stuff into a pocket and put on without a mirror.',
      ],
      traits: [
        ['ribbed', 'Wide ribs stretch to any head and spring back.'],
        ['lined', 'A fleece band keeps wool from the forehead.'],
        ['cuffed', 'Turn the cuff once or twice, depending on the month.'],
      ],
    },
  ],
  materials: {
    'merino wool': 'Extra-fine merino does not itch and hardly needs washing.',
    lambswool: 'Lambswool from the Borders: lofty, light and hard to wear out.',
    'organic cotton': 'Organic cotton, combed and spun tightly against pilling.',
    'alpaca blend': 'Alpaca brings softness, wool brings spring.',
    'linen jersey': 'Linen jersey is dry to the touch on the hottest days.',
  },
  closings: [
    'Fits true to size.',
    'Wash inside out at 30 °C and dry flat.',
    'A spare button and a length of yarn come with it.',
    'Knitted in a small mill in Portugal.',
  ],
  praise: [
    'So soft, no itching at all. Bought a second colour.',
    'Fits perfectly and has kept its shape after many washes.',
    'Thick, warm and really well finished.',
    'The colour is spot on.',
    'My most worn piece this winter.',
    'Great cut, long enough for tall people.',
  ],
  mixed: [
    'Nice, but runs a size small.',
    'Good quality, pills a little under the arms.',
    'Comfortable. The neck is wider than in the picture.',
  ],
  complaints: [
    'A hole at the seam after the second wash.',
    'Shrank by a size although I washed it cold.',
    'Scratchy. I can only wear it over a shirt.',
  ],
};
