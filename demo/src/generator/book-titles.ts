const ADJECTIVES = [
  'Quiet',
  'Last',
  'Borrowed',
  'Northern',
  'Salt',
  'Hidden',
  'Long',
  'Second',
  'Winter',
  'Glass',
  'Lost',
  'Paper',
  'Other',
  'Slow',
  'Early',
  'Blue',
  'Distant',
  'Unwritten',
  'Small',
  'Burning',
];
const NOUNS = [
  'Harbour',
  'Orchard',
  'Letters',
  'Lighthouse',
  'Summer',
  'Garden',
  'Daughter',
  'Cartographer',
  'House',
  'Clockmaker',
  'River',
  'Tide',
  'Winter',
  'Bridge',
  'Piano',
  'Neighbour',
  'Photograph',
  'Island',
  'Music',
  'Key',
];
const PLACES = [
  'Saltmarsh Lane',
  'Ferry Hill',
  'Number Nine',
  'the Low Country',
  'Marsh Street',
  'Elder Island',
  'the North Road',
  'Quince Farm',
  'Lisbon',
  'the Glass Bridge',
];
const FOODS = [
  'Bread',
  'Soup',
  'Greens',
  'Salt & Butter',
  'Tomatoes',
  'Cakes',
  'Pies',
  'Beans',
  'Roots',
  'Pasta',
  'Pickles',
  'Grains',
  'Fish',
  'Fruit',
];
const COOKING = [
  'Plain & Good',
  'at Home',
  'for Two',
  'All Year',
  'from Scratch',
  'on Weeknights',
  'by the Season',
];
const SUBJECTS = [
  'Kitchen Gardens',
  'Hedgerow Birds',
  'Mending',
  'Old Paths',
  'Wild Flowers',
  'Sourdough',
  'Bees',
  'Woodcarving',
  'Tides',
  'Natural Dyes',
  'Small Ponds',
  'Night Skies',
  'Apple Trees',
  'Basket-Making',
  'Mosses',
  'Dry-Stone Walls',
];
const GUIDES = [
  'A Year of',
  'The Patient Guide to',
  'Notes on',
  'The Pocket Book of',
  'In Praise of',
  'A Short History of',
];

const cross = (
  a: readonly string[],
  b: readonly string[],
  join: (a: string, b: string) => string,
) => a.flatMap((left) => b.map((right) => join(left, right)));

/** Titles of books of one genre, every combination once, in no order worth relying on. */
export function bookTitles(genre: 'novel' | 'cookbook' | 'guide'): string[] {
  if (genre === 'cookbook') return cross(FOODS, COOKING, (food, how) => `${food} ${how}`);
  if (genre === 'guide') return cross(GUIDES, SUBJECTS, (guide, subject) => `${guide} ${subject}`);
  return [
    ...cross(ADJECTIVES, NOUNS, (adjective, noun) => `The ${adjective} ${noun}`),
    ...cross(NOUNS, PLACES, (noun, place) => `The ${noun} at ${place}`),
  ];
}
