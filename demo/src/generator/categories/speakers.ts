import type { CategoryRecipe } from '../recipe.ts';

export const speakers: CategoryRecipe = {
  slug: 'speakers-and-radios',
  name: 'Speakers & radios',
  top: 'Sound',
  tagline: 'Fill the kitchen, spare the neighbours.',
  share: 50,
  kinds: [
    {
      noun: 'speaker',
      picture: 'speaker',
      share: 58,
      price: [45, 390],
      colours: ['black', 'chalk', 'walnut', 'petrol', 'sand', 'forest', 'poppy red', 'slate'],
      materials: ['wool cover', 'wooden cabinet', 'recycled casing'],
      openings: [
        'A speaker that sounds as good at breakfast as at midnight, only quieter.',
        'The {line} fills a room from one corner without shouting.',
        'Clear voices, round bass and no lights that blink.',
      ],
      traits: [
        ['portable', 'A handle, twenty hours of battery and a skin that does not mind rain.'],
        ['bookshelf', 'Sold as a pair, and small enough to share the shelf with books.'],
        ['multi-room', 'Plays in step with others over Wi-Fi, in as many rooms as you have.'],
        ['stereo', 'Two pairs of drivers give real left and right from one box.'],
      ],
    },
    {
      noun: 'radio',
      picture: 'radio',
      share: 42,
      price: [39, 240],
      colours: ['walnut', 'chalk', 'sage', 'poppy red', 'navy', 'mustard', 'oak'],
      materials: ['wooden cabinet', 'recycled casing'],
      openings: [
        'One knob for the volume, one for the station. Good morning.',
        'The {line} brings back the pleasure of simply switching something on.',
        'FM, DAB+ and Bluetooth, in a box that looks like furniture.',
      ],
      traits: [
        ['portable', 'A leather handle and a battery for a long day in the garden.'],
        ['bedside', 'Two alarms, a dim clock and a snooze key you find in the dark.'],
        ['internet', 'Thirty thousand stations over Wi-Fi, eight of them on real keys.'],
      ],
    },
  ],
  materialLabel: 'Build',
  materials: {
    'wool cover': 'The cover is woven of wool, lets sound through and zips off.',
    'wooden cabinet': 'A real wooden cabinet, glued and pinned, gives the bass some body.',
    'recycled casing': 'The casing is made of recycled plastics and screwed, not glued.',
  },
  closings: [
    'The battery can be changed with one screw.',
    'Works without an account.',
    'Three-year guarantee.',
    'Comes with a braided cable of two metres.',
  ],
  praise: [
    'Fills our kitchen and sounds warm even when quiet.',
    'Simple to use. My parents love it.',
    'Looks beautiful on the shelf. Sounds better.',
    'Took it camping for a week on one charge.',
    'Voices are so clear that I hear the news again.',
  ],
  mixed: [
    'Good sound, a bit heavy on the bass.',
    'Pretty. Pairing took three attempts.',
    'Decent, though the battery is shorter than promised.',
  ],
  complaints: [
    'Hums when nothing is playing.',
    'Dead after six weeks.',
    'Reception is poor in every room I tried.',
  ],
};
