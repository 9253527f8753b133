// What sends reports: loaded by the worker for a shopper who shares, once the first lists are there.
export { Sync } from '@sotto/sync';
