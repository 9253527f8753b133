import type { CategoryRecipe } from '../recipe.ts';

export const chairs: CategoryRecipe = {
  slug: 'chairs',
  name: 'Chairs & stools',
  top: 'Living',
  tagline: 'Sit down. Stay a while.',
  share: 70,
  kinds: [
    {
      noun: 'dining chair',
      picture: 'chair',
      share: 46,
      price: [79, 290],
      colours: ['oak', 'walnut', 'black', 'sage', 'navy', 'brick', 'chalk', 'mustard'],
      materials: ['solid oak', 'solid beech', 'bent plywood', 'walnut'],
      openings: [
        'A dining chair for long dinners: a seat with some give and a back that meets yours.',
        'The {line} is light enough to carry with one hand and has outlasted heavier chairs.',
        'Four legs, one curve and nothing that needs explaining.',
      ],
      traits: [
        ['upholstered', 'The seat is covered in hard-wearing wool and comes off with four screws.'],
        ['spindle-back', 'Seven spindles, each shaved thinner in the middle, bend as you lean.'],
        ['stackable', 'They stack six high for the months without guests.'],
        ['', 'The joints are wedged, not merely glued, so nothing will start to creak.'],
      ],
    },
    {
      noun: 'armchair',
      picture: 'armchair',
      share: 30,
      price: [220, 890],
      colours: ['forest', 'mustard', 'dove grey', 'rose', 'navy', 'terracotta', 'oat', 'petrol'],
      materials: ['wool bouclé', 'cotton velvet', 'linen blend', 'full-grain leather'],
      openings: [
        'The chair that everybody races for after lunch.',
        'Deep enough to curl up in and upright enough to get out of.',
        'With the {line}, a corner and a lamp become a library.',
      ],
      traits: [
        ['high-backed', 'The high back takes the weight of your head while you read.'],
        ['swivel', 'A quiet swivel turns it from the window to the company.'],
        ['winged', 'Small wings keep the draught off and the heat of the fire in.'],
        ['', 'The frame is kiln-dried beech, guaranteed for fifteen years.'],
      ],
    },
    {
      noun: 'stool',
      picture: 'stool',
      share: 24,
      price: [39, 170],
      size: ['Seat height', ['45 cm', '65 cm', '75 cm']],
      colours: ['oak', 'walnut', 'black', 'sage', 'poppy red', 'chalk', 'ash'],
      materials: ['solid oak', 'solid beech', 'bent plywood'],
      openings: [
        'A seat, a step, a bedside table: a good stool is never out of work.',
        'Three legs stand firmly on any floor, even yours.',
        'The {line} tucks under the counter and out of the way.',
      ],
      traits: [
        ['round', 'The round seat is dished by hand, which makes all the difference.'],
        ['bar', 'A brass strip keeps the footrest from wearing through.'],
        ['stacking', 'Stacks neatly, and looks like sculpture when it does.'],
      ],
    },
  ],
  materials: {
    'solid oak': 'Solid oak from well-kept European forests, oiled rather than varnished.',
    'solid beech': 'Beech bends without breaking, as chair makers have known for two centuries.',
    'bent plywood': 'Eleven layers of veneer are bent in one go: thin, springy and very strong.',
    walnut: 'Walnut darkens with age and hides the traces of family life.',
    'wool bouclé': 'Wool bouclé is warm, forgiving and hard to stain.',
    'cotton velvet': 'Cotton velvet catches the light and softens with every evening.',
    'linen blend': 'The linen blend stays cool and breathes in summer.',
    'full-grain leather':
      'Full-grain leather, tanned with bark, takes on a deep shine where you lean.',
  },
  closings: [
    'Comes assembled. Felt gliders for wooden floors are in the box.',
    'Carries up to 130 kg. Guaranteed for ten years.',
    'Covers and legs can be ordered again, now and in ten years.',
    'Delivered to the room of your choice.',
  ],
  praise: [
    'So comfortable that dinner guests do not leave.',
    'Sturdy, no creaking, and lovely lines from every side.',
    'The fabric is even nicer in person.',
    'Bought four, would buy six if the room were larger.',
    'It came in one piece and took no time to unpack.',
    'Finally a chair that suits tall and small people alike.',
  ],
  mixed: [
    'Handsome, but the seat is firm. A cushion helps.',
    'Good chair, delivery took three weeks.',
    'The colour is darker than on my screen. I got used to it.',
  ],
  complaints: [
    'One leg is shorter. It rocks on a perfectly flat floor.',
    'The stitching came loose within a month.',
    'Scratched on arrival and the box was soaked.',
  ],
};
