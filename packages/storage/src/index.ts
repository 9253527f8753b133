export { type RetentionPolicy, type Store, type StoreCursor, type StorePage } from './store.ts';
