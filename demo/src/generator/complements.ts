/** What goes with what: after the first noun is bought, the second follows with the given probability. */
export const COMPLEMENTS: Readonly<
  Record<string, readonly (readonly [noun: string, probability: number])[]>
> = {
  'frying pan': [
    ['pan lid', 0.4],
    ['chef’s knife', 0.08],
  ],
  saucepan: [
    ['pan lid', 0.18],
    ['frying pan', 0.12],
  ],
  casserole: [
    ['cookbook', 0.16],
    ['dinner plate', 0.08],
  ],
  kettle: [
    ['mug', 0.2],
    ['teapot', 0.18],
  ],
  teapot: [
    ['mug', 0.34],
    ['scented candle', 0.06],
  ],
  'coffee press': [
    ['coffee grinder', 0.3],
    ['mug', 0.22],
  ],
  'coffee grinder': [
    ['coffee press', 0.2],
    ['mug', 0.12],
  ],
  mug: [
    ['mug', 0.3],
    ['bowl', 0.18],
  ],
  bowl: [
    ['dinner plate', 0.36],
    ['tumbler', 0.1],
  ],
  'dinner plate': [
    ['bowl', 0.34],
    ['tumbler', 0.16],
  ],
  'chef’s knife': [
    ['chopping board', 0.38],
    ['paring knife', 0.24],
  ],
  'chopping board': [['paring knife', 0.22]],
  'table lamp': [['LED bulb', 0.55]],
  'floor lamp': [
    ['LED bulb', 0.55],
    ['armchair', 0.06],
  ],
  'pendant lamp': [['LED bulb', 0.5]],
  'dining chair': [['dining chair', 0.3]],
  armchair: [
    ['throw', 0.28],
    ['floor lamp', 0.14],
  ],
  rug: [
    ['throw', 0.08],
    ['runner', 0.1],
  ],
  vase: [['scented candle', 0.22]],
  'duvet cover': [
    ['pillow', 0.4],
    ['throw', 0.12],
  ],
  pillow: [['pillow', 0.2]],
  'foliage plant': [
    ['planter', 0.44],
    ['watering can', 0.12],
  ],
  cactus: [
    ['planter', 0.36],
    ['cactus', 0.2],
  ],
  'trailing plant': [['planter', 0.4]],
  planter: [
    ['foliage plant', 0.14],
    ['watering can', 0.12],
  ],
  'watering can': [['planter', 0.16]],
  backpack: [['water bottle', 0.24]],
  watch: [['watch strap', 0.36]],
  jumper: [['beanie', 0.2]],
  'T-shirt': [['T-shirt', 0.34]],
  'running shoes': [
    ['running cap', 0.26],
    ['water bottle', 0.16],
  ],
  tent: [
    ['lantern', 0.34],
    ['water bottle', 0.2],
  ],
  cleanser: [
    ['face cream', 0.32],
    ['serum', 0.16],
  ],
  'face cream': [
    ['serum', 0.22],
    ['hand cream', 0.12],
  ],
  notebook: [
    ['pen', 0.36],
    ['pencil set', 0.1],
  ],
  pen: [['notebook', 0.26]],
  novel: [
    ['novel', 0.28],
    ['scented candle', 0.06],
  ],
  cookbook: [['chopping board', 0.06]],
  guide: [['notebook', 0.08]],
  'wooden train': [['building blocks', 0.18]],
  'teddy bear': [['jigsaw puzzle', 0.1]],
  headphones: [['earbuds', 0.04]],
};
