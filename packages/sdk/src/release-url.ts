/** Absolute URL of a file of the release; with `?v=` in bundles, so that releases never mix in caches. */
export function releaseUrl(name: string, folder: string): string {
  const url = new URL(name, folder);
  if (typeof __SOTTO_VERSION__ === 'string') url.searchParams.set('v', __SOTTO_VERSION__);
  return url.href;
}
