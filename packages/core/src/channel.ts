/** A signal that scores products. The weight of each is θ_c of the fusion. */
export type ChannelName =
  | 'terms'
  | 'semantic'
  | 'sequence'
  | 'category'
  | 'brand'
  | 'price'
  | 'neighbours'
  | 'popularity'
  | 'freshness'
  | 'seen'
  | 'taste'
  | 'groups'
  | 'adapter';

/** Every channel, in the order of weight vectors and tables. A new one comes last: learnt numbers go by place. */
export const CHANNEL_NAMES: readonly ChannelName[] = [
  'terms',
  'semantic',
  'sequence',
  'category',
  'brand',
  'price',
  'neighbours',
  'popularity',
  'freshness',
  'seen',
  'taste',
  'groups',
  'adapter',
];

/** One weight for each channel; 0 switches a channel off. Finite numbers. */
export type ChannelWeights = Readonly<Record<ChannelName, number>>;

/** Weights that are 0 but for those given. */
export const onlyChannels = (weights: Partial<ChannelWeights>): ChannelWeights =>
  Object.fromEntries(CHANNEL_NAMES.map((name) => [name, weights[name] ?? 0])) as ChannelWeights;
