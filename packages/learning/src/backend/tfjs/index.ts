export { openTfjs, type TfjsOptions } from './open-tfjs.ts';
