// What `sotto.panel.js` is made from: registers the panel.
import { SottoPanel } from './panel/panel.ts';

if (customElements.get('sotto-panel') === undefined)
  customElements.define('sotto-panel', SottoPanel);
