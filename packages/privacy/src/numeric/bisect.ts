/**
 * Narrows [low, high] until no double lies between, where `above` is false at `low`, true at `high` and
 * changes once. Callers take the end that errs on the safe side.
 */
export function bisect(
  low: number,
  high: number,
  above: (x: number) => boolean,
): { readonly low: number; readonly high: number } {
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return { low, high };
    if (above(middle)) high = middle;
    else low = middle;
  }
}
