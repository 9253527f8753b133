// What asks the sync server what the shop has learnt: loaded by the worker once the first lists are there.
export { fetchShopVersions } from '@sotto/sync';
