/** A link that only leads to a web page: anything but http, https and relative URLs is refused. */
export function safeUrl(url: string): string {
  const resolved = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined;
  return resolved !== undefined && /^https?:$/.test(resolved.protocol) ? url : '#';
}
