// What `sotto.elements.js` is made from: registers the list element, and loads the panel where it is used.
import { SottoRecommendations } from './recommendations/recommendations.ts';

// `sotto.panel.js` takes Lit from here, so that it is fetched once.
export { css, html, LitElement, nothing } from 'lit';

if (customElements.get('sotto-recommendations') === undefined) {
  customElements.define('sotto-recommendations', SottoRecommendations);
}

function loadPanel(): void {
  if (document.querySelector('sotto-panel') === null) return;
  const { origin, pathname, search } = new URL(import.meta.url);
  const panel = origin + pathname.replace('elements', 'panel') + search;
  import(/* @vite-ignore */ panel).catch((error: unknown) => console.error(error));
}

// Lists come first.
if (document.readyState === 'complete') loadPanel();
else addEventListener('load', loadPanel, { once: true });
