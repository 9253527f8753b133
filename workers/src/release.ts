/**
 * Where this release lies. Read while the file is evaluated, and not when a file of it is wanted: Chromium ends the whole
 * renderer when a worker asks for its `import.meta` for the first time while its page is being left.
 */
const own = new URL(import.meta.url);

/** Absolute URL of a file of the same release. */
export const fileUrl = (name: string): string => new URL(name + own.search, own).href;
