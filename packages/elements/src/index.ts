export { SottoPanel } from './panel/panel.ts';
export { SottoRecommendations } from './recommendations/recommendations.ts';
