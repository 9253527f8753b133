export { compress, isCompressible } from './compress.ts';
export { readManifest, readPack, type ReadPack } from './read-pack.ts';
export { writeManifest, writePack, type WriteObserver } from './write-pack.ts';
