export { asked, type CountedGroups } from './asked.ts';
export { feedXml } from './generator/feed.ts';
export { generateShop, type GeneratedShop, type ShopOptions } from './generator/generate-shop.ts';
export { type Product, type Review } from './generator/product.ts';
export {
  ordersCsv,
  simulateOrders,
  type OrderLine,
  type OrderOptions,
} from './generator/simulate-orders.ts';
export { drawPicture, type Look } from './pictures/draw-picture.ts';
export { createShop, type CreateShopOptions } from './server/create-shop.ts';
export { type SyncServer } from './server/view.ts';
