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

/** Like {@link bisect} from 0 on, where `above` is true at some number and from there on. */
export function bisectUp(above: (x: number) => boolean): {
  readonly low: number;
  readonly high: number;
} {
  let high = 1;
  while (!above(high)) high *= 2;
  return bisect(0, high, above);
}
