import type { CategoryRecipe } from '../recipe.ts';

export const headphones: CategoryRecipe = {
  slug: 'headphones',
  name: 'Headphones',
  top: 'Sound',
  tagline: 'Hear the music, not the train.',
  share: 65,
  kinds: [
    {
      noun: 'headphones',
      picture: 'headphones',
      share: 55,
      price: [49, 340],
      colours: ['black', 'chalk', 'navy', 'forest', 'tan', 'slate', 'rose', 'copper'],
      materials: ['wireless', 'wired'],
      openings: [
        'Closed, comfortable and honest: nothing is boosted that was not loud already.',
        'The {line} folds flat, pairs in two seconds and plays for two days.',
        'Made for whole albums, with pads that you forget after the first song.',
      ],
      traits: [
        ['noise-cancelling', 'Six microphones listen to the cabin and take it away.'],
        ['over-ear', 'Large memory-foam pads surround the ear and press on nothing.'],
        ['studio', 'A flat response from 10 Hz to 32 kHz, as engineers want it.'],
        ['on-ear', 'Small cups that leave room for glasses and conversation.'],
      ],
    },
    {
      noun: 'earbuds',
      picture: 'earbuds',
      share: 45,
      price: [29, 220],
      colours: ['black', 'chalk', 'sage', 'lavender', 'cobalt', 'blush', 'slate'],
      materials: ['wireless'],
      openings: [
        'Small enough to forget and good enough to notice.',
        'The {line} weighs five grams a side and stays put at a run.',
        'Open the lid, and they have found your phone before your ears.',
      ],
      traits: [
        [
          'noise-cancelling',
          'Noise cancelling adapts to the street and lets announcements through.',
        ],
        ['sport', 'Small wings hold them in place; sweat and rain are welcome.'],
        ['', 'The case charges without a cable and holds three more fillings.'],
        ['compact', 'The case is the size of a matchbox.'],
      ],
    },
  ],
  materialLabel: 'Connection',
  materials: {
    wireless: 'Bluetooth 5.4 holds two devices at once and changes over by itself.',
    wired: 'The cable is braided, 1.5 m long and comes off at both ends.',
  },
  closings: [
    'Pads, tips and battery can be replaced at home.',
    'Charges by USB-C: ten minutes give three hours.',
    'Two-year guarantee, with a travel case in the box.',
    'No app, no account. Everything works with the buttons.',
  ],
  praise: [
    'Clear, warm sound and so comfortable I forget I have them on.',
    'The train is simply gone. Magic.',
    'Battery lasts the whole week for me.',
    'Calls are clear even in the wind.',
    'Best I have had at this price, by a distance.',
    'Connected at once and never dropped since.',
  ],
  mixed: [
    'Good sound, slightly tight with glasses.',
    'Great for music, average for calls.',
    'Nice, but the buttons take some learning.',
  ],
  complaints: [
    'The left side went silent after a month.',
    'Keeps losing the connection in my pocket.',
    'They hurt my ears after half an hour.',
  ],
};
