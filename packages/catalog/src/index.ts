export { type PackItem } from './pack-item.ts';
