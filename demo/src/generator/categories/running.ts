import type { CategoryRecipe } from '../recipe.ts';

export const running: CategoryRecipe = {
  slug: 'running',
  name: 'Running',
  top: 'Outdoors',
  tagline: 'For the first kilometre and for the last.',
  share: 70,
  kinds: [
    {
      noun: 'running shoes',
      picture: 'sneaker',
      share: 62,
      price: [69, 190],
      size: ['Size', ['38', '40', '42', '44']],
      colours: ['cobalt', 'poppy red', 'black', 'teal', 'mustard', 'chalk', 'forest', 'lavender', 'slate'],
      materials: ['knitted upper', 'mesh upper', 'ripstop upper'],
      openings: [
        'A daily trainer for people who run because they like it.',
        'The {line} is soft on landing and quick to leave.',
        'Your feet should not be the thing you think about after ten kilometres.',
      ],
      traits: [
        ['trail', 'Five-millimetre lugs hold on wet roots and loose stone.'],
        ['road', 'A smooth, even sole for tarmac and park paths.'],
        ['cushioned', 'A generous layer of foam keeps long runs kind to the knees.'],
        ['lightweight', '212 grams in size 42, and none of it wasted.'],
        ['stability', 'A firmer inner edge guides the foot without forcing it.'],
      ],
    },
    {
      noun: 'running cap',
      picture: 'cap',
      share: 38,
      price: [14, 38],
      colours: ['navy', 'black', 'poppy red', 'chalk', 'teal', 'olive', 'cobalt', 'mustard'],
      materials: ['ripstop', 'recycled mesh'],
      openings: [
        'Keeps sun and drizzle out of your eyes and folds into a fist.',
        'The {line} weighs 48 grams and dries on the way home.',
        'A cap with a soft peak, made to be sat on.',
      ],
      traits: [
        ['reflective', 'A reflective edge shows you to the cars behind.'],
        ['ventilated', 'Laser-cut holes let the heat out at the top.'],
        ['', 'An elastic cord at the back keeps it on in a headwind.'],
      ],
    },
  ],
  materialLabel: 'Upper',
  materials: {
    'knitted upper': 'The knitted upper gives where your foot is wide and holds where it is not.',
    'mesh upper': 'Open mesh lets air in and puddles out.',
    'ripstop upper': 'A ripstop upper keeps thorns and grit outside.',
    ripstop: 'Thin ripstop cloth, hard to tear and quick to dry.',
    'recycled mesh': 'Knitted from recycled yarn and washed at 30 °C.',
  },
  closings: [
    'Run in them for 30 days; if they are not right, send them back.',
    'Fits true to size. Take half a size more for very long runs.',
    'Made without leather or animal glue.',
    'Machine-washable on the gentle cycle.',
  ],
  praise: [
    'Comfortable from the first step, no blisters after a half marathon.',
    'Great grip in the wet and they dry overnight.',
    'Light, springy, and still in shape after 400 km.',
    'My knees say thank you.',
    'I now own the same in two colours.',
  ],
  mixed: [
    'Good, but narrow in the toes.',
    'Nice to run in. The laces come undone.',
    'Decent for short runs, a bit hard for long ones.',
  ],
  complaints: [
    'The sole came off at the tip after 150 km.',
    'Far too small. Go up a whole size.',
    'Rubbed my heel raw in spite of good socks.',
  ],
};
