import { markup } from '../markup.ts';
import { recommendations, type Page } from '../view.ts';

/** There is no such page. */
export function notFoundPage(): Page {
  return {
    kind: 'other',
    title: 'Not found',
    main: markup`
      <header class="head"><h1>This shelf is empty</h1><p>There is no such page, or the product is no longer sold. <a href="/">Back to the entrance</a></p></header>
      ${recommendations('trending', 'Everyone likes these')}`,
  };
}
