export { compress, isCompressible } from './compress.ts';
export { readManifest, readPack, type ReadPack } from './read-pack.ts';
export { writeManifest, writePack } from './write-pack.ts';
