import type { CategoryRecipe } from '../recipe.ts';

export const plants: CategoryRecipe = {
  slug: 'plants',
  name: 'House plants',
  top: 'Garden',
  tagline: 'Grown slowly, packed carefully, labelled honestly.',
  share: 75,
  kinds: [
    {
      noun: 'foliage plant',
      picture: 'plant-leafy',
      share: 46,
      price: [9, 74],
      size: ['Pot', ['12 cm', '17 cm', '21 cm']],
      colours: ['forest', 'moss', 'sage', 'olive', 'teal'],
      materials: ['bright indirect light', 'half shade'],
      lines: [
        'Monstera deliciosa', 'Rubber fig', 'Fiddle-leaf fig', 'Peace lily', 'Swiss cheese vine', 'Prayer plant',
        'Cast-iron plant', 'Heart-leaf philodendron', 'Elephant ear', 'Dumb cane', 'Aglaonema', 'Calathea orbifolia',
        'Schefflera', 'Coffee plant', 'Bird of paradise', 'Polka-dot begonia', 'Chinese money plant', 'Croton',
      ],
      openings: [
        '{line}: large leaves, good manners and a new one every few weeks.',
        'A plant that does most of the decorating by itself.',
        'Raised under glass by {brand} and hardened off before it travels.',
      ],
      traits: [
        ['', 'Forgives a missed watering and says clearly when it has had enough.'],
        ['variegated', 'Each leaf is marbled in cream, and no two are alike.'],
        ['air-purifying', 'Broad leaves gather dust; wipe them monthly and they shine.'],
      ],
    },
    {
      noun: 'cactus',
      picture: 'plant-cactus',
      share: 24,
      price: [5, 42],
      size: ['Pot', ['8 cm', '12 cm', '17 cm']],
      colours: ['moss', 'forest', 'sage', 'teal'],
      materials: ['full sun', 'a bright window sill'],
      lines: [
        'Golden barrel', 'Old lady cactus', 'Bunny ears', 'Moon cactus', 'Peruvian apple', 'Bishop’s cap', 'Fishbone',
        'Fairy castle', 'Blue columnar', 'Star cactus', 'Mexican fence post', 'Silver torch',
      ],
      openings: [
        '{line} thrives on sun and a little neglect.',
        'The plant for people who travel.',
        'Slow, sculptural and oddly cheerful.',
      ],
      traits: [
        ['', 'Flowers in its third or fourth spring if it has had a cool winter.'],
        ['grafted', 'Grafted by hand on a strong green stock.'],
        ['', 'The spines are soft enough for careful fingers.'],
      ],
    },
    {
      noun: 'trailing plant',
      picture: 'plant-trailing',
      share: 30,
      price: [7, 46],
      size: ['Pot', ['10 cm', '14 cm', '17 cm']],
      colours: ['moss', 'sage', 'forest', 'olive'],
      materials: ['bright indirect light', 'half shade', 'a bright window sill'],
      lines: [
        'String of pearls', 'Golden pothos', 'English ivy', 'Boston fern', 'Spider plant', 'String of hearts',
        'Burro’s tail', 'Satin pothos', 'Maidenhair fern', 'Hoya carnosa', 'Tradescantia', 'Staghorn fern', 'Wax ivy',
      ],
      openings: [
        'Put {line} on the top shelf and let it come down to you.',
        'A cascade of green for bookcases and bathrooms.',
        'Grows a hand’s breadth a month and roots from every cutting.',
      ],
      traits: [
        ['', 'Safe for cats and dogs, however curious.'],
        ['variegated', 'Edged in cream, brighter in good light.'],
        ['', 'Snip the ends and put them in water: you will soon have two.'],
      ],
    },
  ],
  materialLabel: 'Light',
  materials: {
    'bright indirect light': 'Likes bright light without the midday sun.',
    'half shade': 'Happy two metres from a window, even one that faces north.',
    'full sun': 'Give it the sunniest place you have.',
    'a bright window sill': 'A bright window sill is all it asks for.',
  },
  closings: [
    'Comes in a nursery pot with a card that tells how to keep it.',
    'Water when the top two centimetres are dry.',
    'If it sulks within 30 days, we send another.',
    'Packed upright in paper, with a heat pad in winter.',
  ],
  praise: [
    'Arrived healthy and larger than I had hoped.',
    'Three new leaves in a month. Clearly happy here.',
    'So well packed that not a crumb of soil had moved.',
    'I kill everything, and this one is still alive.',
    'Full, green and no pests. Better than the garden centre.',
    'The little care card is actually useful.',
  ],
  mixed: [
    'Healthy plant, smaller than in the picture.',
    'Lost a few leaves after the journey, has recovered since.',
    'Pretty. Needs more water than the card says.',
  ],
  complaints: [
    'Came with yellow leaves and never recovered.',
    'Gnats. So many gnats.',
    'Spent four days in the post and looked like it.',
  ],
};
