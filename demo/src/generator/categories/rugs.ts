import type { CategoryRecipe } from '../recipe.ts';

export const rugs: CategoryRecipe = {
  slug: 'rugs',
  name: 'Rugs',
  top: 'Living',
  tagline: 'Warm feet, quieter rooms.',
  share: 60,
  kinds: [
    {
      noun: 'rug',
      picture: 'rug',
      share: 70,
      price: [69, 480],
      size: ['Size', ['120 × 170 cm', '160 × 230 cm', '200 × 300 cm']],
      colours: [
        'oat',
        'terracotta',
        'navy',
        'sage',
        'charcoal',
        'rose',
        'ochre',
        'petrol',
        'chalk',
      ],
      materials: ['wool', 'jute', 'cotton', 'recycled yarn'],
      openings: [
        'A rug is the quickest way to make a room feel finished.',
        'The {line} brings pattern to the floor and peace to the acoustics.',
        'Made to be walked on, played on and now and then slept on.',
      ],
      traits: [
        ['flat-woven', 'Woven flat, so doors open over it and chairs slide on it.'],
        [
          'hand-tufted',
          'The pile is tufted by hand and clipped at two heights, which draws the pattern.',
        ],
        ['reversible', 'The back is as good as the front. Turn it in spring and in autumn.'],
        ['fringed', 'The fringe is the warp itself, knotted, and will not come off in the hoover.'],
      ],
    },
    {
      noun: 'runner',
      picture: 'runner',
      share: 30,
      price: [35, 160],
      size: ['Size', ['70 × 180 cm', '80 × 240 cm', '80 × 300 cm']],
      colours: ['brick', 'navy', 'olive', 'charcoal', 'mustard', 'oat', 'teal'],
      materials: ['wool', 'jute', 'cotton', 'recycled yarn'],
      openings: [
        'For halls, kitchens and the cold side of the bed.',
        'A runner has the hardest job in the house. The {line} was woven for it.',
        'Long, narrow and quietly cheerful.',
      ],
      traits: [
        ['striped', 'The stripes run lengthwise and make a short hall look longer.'],
        ['washable', 'Goes into the machine at 30 °C and dries flat overnight.'],
        ['', 'The edges are bound by hand with cotton tape.'],
      ],
    },
  ],
  materials: {
    wool: 'New wool springs back under chair legs and shrugs off spilt tea.',
    jute: 'Jute is rough in the good way, like a garden path underfoot.',
    cotton: 'Thick cotton yarn is soft for bare feet and for small children.',
    'recycled yarn': 'The yarn was bottles once; now it minds neither sun nor muddy dogs.',
  },
  closings: [
    'An underlay keeps any rug in place and doubles its life.',
    'New wool sheds a little at first. Hoover it without the brush.',
    'Woven by a family business and certified free of child labour.',
    'If it does not suit the room, we collect it within 60 days.',
  ],
  praise: [
    'The colours are warm and the room is so much quieter.',
    'Thick, soft, and the dog approves.',
    'Lay flat after a day and has not moved since.',
    'Red wine came out with cold water. I nearly cried.',
    'Looks far more expensive than it was.',
  ],
  mixed: [
    'Lovely pattern. It sheds quite a bit in the first weeks.',
    'Thinner than I thought, but well made.',
    'Nice rug, the corner still curls after a week.',
  ],
  complaints: [
    'Smelled strongly and would not air out.',
    'The colour is nothing like the picture. Returned.',
    'Threads pulled out within a month of normal use.',
  ],
};
