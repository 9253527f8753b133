/**
 * The strictest policy that a shop can have: everything from its own origin, nothing inline, and connections to the
 * sync server and its relay where there are any. Without `wasm-unsafe-eval` models run in plain TypeScript alone.
 */
export const contentSecurityPolicy = (connections: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "img-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Asked for anew each time and answered with 304; the back/forward cache stays open. */
const REVALIDATE = 'no-cache';
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/** `Cache-Control` of a static file: what carries a hash or a version in its URL never changes. */
export function cachingOf(url: string): string {
  const [path = '', query = ''] = url.split('?');
  if (path.endsWith('/manifest.json')) return REVALIDATE;
  if (/\.[0-9a-f]{8,64}\.[a-z0-9]+$/.test(path) || /(^|&)v=/.test(query)) return IMMUTABLE;
  return SHORT;
}

/** `Cache-Control` of pages: they show the basket, so they are kept by no one but the browser. */
export const PAGE_CACHING = 'private, no-cache';
