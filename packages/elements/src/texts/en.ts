import type { Texts } from './texts.ts';

/** English. */
export const en: Texts = {
  headings: {
    'for-you': 'For you',
    related: 'Goes well with this',
    similar: 'Similar products',
    'bought-together': 'Often bought together',
    trending: 'Popular right now',
    'recently-viewed': 'Recently viewed',
    'popular-in-category': 'Popular in this category',
    'complete-the-basket': 'Complete your basket',
    'back-in-view': 'Still thinking about it?',
    'new-for-you': 'New for you',
    deals: 'Deals for you',
    'because-you-viewed': 'Because you viewed this',
  },
  becauseOf: (title) => `Because of ${title}`,
  boughtWith: (title) => `Often bought with ${title}`,
  likeThis: (title) => `Like ${title}`,
  reasons: {
    terms: 'Matches what you looked at',
    semantic: 'Close to what you looked at',
    sequence: 'Fits what you did last',
    category: 'From a category you like',
    brand: 'From a brand you like',
    price: 'In your price range',
    neighbours: 'Others went on to this',
    popularity: 'Bestseller',
    freshness: 'New',
    seen: 'You looked at this',
  },
  why: 'Why this?',
  was: 'before',
  previous: 'Previous products',
  next: 'More products',
  empty: 'Nothing to recommend yet.',
};
