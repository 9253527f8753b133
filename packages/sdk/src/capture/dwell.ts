/** Measures for how long the page is visible; scroll depth is read once, when the page is left. */
export class DwellTimer {
  #visibleSince: number | undefined;

  /** The page became visible. */
  show(now: number): void {
    this.#visibleSince ??= now;
  }

  /** The page was hidden or left; milliseconds since it was shown, 0 where it was not. */
  hide(now: number): number {
    const since = this.#visibleSince ?? now;
    this.#visibleSince = undefined;
    return Math.max(0, Math.round(now - since));
  }
}

/** Share of the page that has come into view, 0 to 1. */
export function scrollDepth(): number {
  const { scrollHeight } = document.documentElement;
  return scrollHeight > 0 ? Math.min(1, Math.max(0, (scrollY + innerHeight) / scrollHeight)) : 1;
}
