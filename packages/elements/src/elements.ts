// What `sotto.elements.js` is made from: registers the list element, and loads the panel where it is used.
import { SottoRecommendations } from './recommendations/recommendations.ts';

if (customElements.get('sotto-recommendations') === undefined) {
  customElements.define('sotto-recommendations', SottoRecommendations);
}

if (document.querySelector('sotto-panel') !== null) {
  const { search } = new URL(import.meta.url);
  import(/* @vite-ignore */ new URL(`sotto.panel.js${search}`, import.meta.url).href).catch(
    (error: unknown) => console.error(error),
  );
}
