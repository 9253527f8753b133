import { seedsOf } from './seeds.ts';
import type { Strategy } from './strategy.ts';
import { orderedWith } from './together.ts';

/** What others ordered together with the product of the page. */
export const boughtTogether: Strategy = {
  name: 'bought-together',
  fallbacks: ['related', 'similar'],
  candidates: (context) => orderedWith(context, seedsOf(context.request)),
};
