import type { Texts } from './texts.ts';

/** Simplified Chinese. */
export const zhCn: Texts = {
  headings: {
    'for-you': '为你推荐',
    related: '搭配推荐',
    similar: '相似商品',
    'bought-together': '经常一起购买',
    trending: '热门商品',
    'recently-viewed': '最近浏览',
    'popular-in-category': '本类热销',
    'complete-the-basket': '购物车搭配',
    'back-in-view': '还在考虑吗？',
    'new-for-you': '为你上新',
    deals: '为你优惠',
    'because-you-viewed': '因为你浏览过',
  },
  becauseOf: (title) => `因为你看过“${title}”`,
  boughtWith: (title) => `常与“${title}”一起购买`,
  likeThis: (title) => `与“${title}”相似`,
  reasons: {
    terms: '符合你的浏览内容',
    semantic: '与你看过的相近',
    sequence: '符合你最近的浏览',
    category: '你喜欢的类别',
    brand: '你喜欢的品牌',
    price: '符合你的价位',
    neighbours: '其他人接着看了这个',
    popularity: '畅销',
    freshness: '新品',
    seen: '你看过这个',
  },
  why: '为什么推荐？',
  was: '原价',
  previous: '上一组商品',
  next: '下一组商品',
  empty: '暂无推荐。',
};
