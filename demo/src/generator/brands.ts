/** The taste that a brand's products share. Shoppers have one too. */
export type Style = 'nordic' | 'classic' | 'bold' | 'technical' | 'natural';

/** An invented brand. */
export interface Brand {
  readonly name: string;
  readonly style: Style;
  /** Where it sits in a category's price band, 0 (cheapest) to 1 (dearest). */
  readonly tier: number;
  /** Slugs of the leaf categories that it makes things for. */
  readonly makes: readonly string[];
}

const brand = (name: string, style: Style, tier: number, makes: string): Brand => ({
  name,
  style,
  tier,
  makes: makes.split(' '),
});

/** Every brand that the shop sells. */
export const BRANDS: readonly Brand[] = [
  brand(
    'Norrvik',
    'nordic',
    0.55,
    'pans-and-pots coffee-and-tea cups-and-plates knives-and-boards',
  ),
  brand('Hearth & Iron', 'classic', 0.7, 'pans-and-pots knives-and-boards'),
  brand('Casa Lumière', 'bold', 0.8, 'pans-and-pots coffee-and-tea cups-and-plates'),
  brand('Panora', 'technical', 0.3, 'pans-and-pots coffee-and-tea'),
  brand('Everpan', 'classic', 0.12, 'pans-and-pots knives-and-boards cups-and-plates'),
  brand('Brewster Lane', 'classic', 0.4, 'coffee-and-tea cups-and-plates'),
  brand('Kohi', 'nordic', 0.85, 'coffee-and-tea'),
  brand('Daybreak', 'bold', 0.2, 'coffee-and-tea cups-and-plates'),
  brand(
    'Clayworks Penryn',
    'natural',
    0.6,
    'cups-and-plates vases-and-candles pots-and-tools coffee-and-tea',
  ),
  brand('Tova', 'nordic', 0.35, 'cups-and-plates vases-and-candles lighting'),
  brand('Sabine', 'bold', 0.65, 'cups-and-plates vases-and-candles'),
  brand('Ashgrove Forge', 'natural', 0.9, 'knives-and-boards pots-and-tools'),
  brand('Keen & Co', 'technical', 0.45, 'knives-and-boards'),
  brand('Lumen & Wick', 'classic', 0.5, 'lighting vases-and-candles'),
  brand('Solborg', 'nordic', 0.7, 'lighting chairs'),
  brand('Filament', 'technical', 0.25, 'lighting'),
  brand('Maison Ardent', 'bold', 0.92, 'lighting chairs rugs'),
  brand('Plainlight', 'natural', 0.15, 'lighting vases-and-candles'),
  brand('Fjell', 'nordic', 0.6, 'chairs rugs bedding'),
  brand('Wren & Sons', 'classic', 0.75, 'chairs'),
  brand('Sitwell', 'classic', 0.2, 'chairs'),
  brand('Oblique', 'bold', 0.5, 'chairs lighting'),
  brand('Loomstead', 'natural', 0.65, 'rugs bedding'),
  brand('Marrakin', 'bold', 0.45, 'rugs vases-and-candles'),
  brand('Underfoot', 'technical', 0.15, 'rugs'),
  brand('Hollow & Reed', 'natural', 0.4, 'vases-and-candles rugs'),
  brand('Dormeuse', 'classic', 0.8, 'bedding'),
  brand('Linnea', 'nordic', 0.5, 'bedding knitwear-and-tees'),
  brand('Goodnight Mills', 'classic', 0.2, 'bedding'),
  brand('Slumberwell', 'technical', 0.35, 'bedding'),
  brand('Greenhouse No. 4', 'nordic', 0.55, 'plants pots-and-tools'),
  brand('Botanique', 'bold', 0.8, 'plants'),
  brand('Fern & Fellow', 'natural', 0.35, 'plants pots-and-tools'),
  brand('Rootstock', 'classic', 0.15, 'plants pots-and-tools'),
  brand('Terrane', 'natural', 0.7, 'pots-and-tools'),
  brand('Holm & Hide', 'classic', 0.8, 'bags watches'),
  brand('Packhorse', 'natural', 0.4, 'bags camping'),
  brand('Ostra', 'nordic', 0.6, 'bags knitwear-and-tees'),
  brand('Viva Corso', 'bold', 0.55, 'bags'),
  brand('Carryall', 'technical', 0.15, 'bags running'),
  brand('Meridian', 'technical', 0.65, 'watches'),
  brand('Tolland', 'classic', 0.85, 'watches'),
  brand('Nord Ur', 'nordic', 0.5, 'watches'),
  brand('Minute', 'bold', 0.15, 'watches'),
  brand('Shetland Row', 'classic', 0.7, 'knitwear-and-tees'),
  brand('Everyday Cloth', 'natural', 0.2, 'knitwear-and-tees bags'),
  brand('Studio Bright', 'bold', 0.45, 'knitwear-and-tees stationery'),
  brand('Auralis', 'technical', 0.75, 'headphones speakers-and-radios'),
  brand('Hush', 'nordic', 0.6, 'headphones speakers-and-radios'),
  brand('Beatwell', 'bold', 0.2, 'headphones speakers-and-radios'),
  brand('Kestrel Audio', 'classic', 0.9, 'headphones speakers-and-radios'),
  brand('Tonwerk', 'technical', 0.4, 'headphones speakers-and-radios'),
  brand('Stride', 'technical', 0.5, 'running'),
  brand('Fellrunner', 'natural', 0.65, 'running camping'),
  brand('Pace & Path', 'bold', 0.3, 'running'),
  brand('Løype', 'nordic', 0.8, 'running camping'),
  brand('Tarnside', 'classic', 0.45, 'camping'),
  brand('Basecraft', 'technical', 0.7, 'camping'),
  brand('Oakmoss Lab', 'natural', 0.5, 'skincare vases-and-candles'),
  brand('Derma Nord', 'nordic', 0.7, 'skincare'),
  brand('Plain Skin', 'technical', 0.15, 'skincare'),
  brand('Maison Verbena', 'classic', 0.85, 'skincare'),
  brand('Pluma', 'classic', 0.6, 'stationery'),
  brand('Folio & Thread', 'natural', 0.45, 'stationery'),
  brand('Kanso', 'nordic', 0.75, 'stationery'),
  brand('Harrow Lane Press', 'classic', 0.5, 'books'),
  brand('Saltwater Books', 'natural', 0.4, 'books'),
  brand('Northlight', 'nordic', 0.6, 'books'),
  brand('Magpie Editions', 'bold', 0.35, 'books stationery'),
  brand('Little Owl', 'nordic', 0.55, 'toys'),
  brand('Hobbin', 'classic', 0.75, 'toys'),
  brand('Tumble & Co', 'bold', 0.2, 'toys'),
  brand('Wildling', 'natural', 0.45, 'toys books'),
];

/** Names of models by the style of the brand. */
export const LINES: Readonly<Record<Style, readonly string[]>> = {
  nordic: (
    'Hamn Skog Lyng Ranke Isla Vind Hav Elva Tinde Bris Nova Sten Ro Dal Ask Myr Fure Lund Ø Klar Sno ' +
    'Birk Stille Fjord Lys Vik Tun Eira Solveig Holm Kvist Nord Alma Runa Saga Varde'
  )
    .split(' ')
    .filter((name) => name.length > 1),
  classic: (
    'Harrington Ashby Winslow Clifton Marlow Pembroke Whitby Ellery Bramley Kingsley Hartley Alder Sutton ' +
    'Thornbury Camden Oxley Fairfax Ludlow Weston Amberley Langley Beaumont Rowan Stafford Hollis Ripley ' +
    'Denby Carlisle Mercer Avery Selwyn Tilbury'
  ).split(' '),
  bold: (
    'Fiesta Tango Riva Zola Piccolo Bellini Corso Flamingo Jazz Paloma Limone Rumba Vespa Carioca Dolce ' +
    'Siena Lola Bravo Fandango Papaya Capri Samba Confetti Mango Miró Twist Pomelo Brio Lido Circo Allegra Tutti'
  ).split(' '),
  technical: (
    'Axis Vector Core One Pulse Flux Helio Prime Arc Nexa Orbit Delta Ion Zen Quanta Edge Velo Link Halo ' +
    'Apex Mono Relay Kite Tempo Grid Atlas Signal Volt Trace Vanta Lumo Cirrus'
  ).split(' '),
  natural: (
    'Meadow Thistle Linden Bracken Willow Sorrel Juniper Clover Hazel Teasel Heather Moor Pebble Fern Yarrow ' +
    'Barley Elder Larch Sedge Burdock Nettle Primrose Wold Rushes Cobnut Medlar Chalkdown Bramble Saltmarsh ' +
    'Quince Damson Sorbus'
  ).split(' '),
};
