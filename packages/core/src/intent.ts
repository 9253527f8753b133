/** Where a visit leads, as the intent model sees it. Chances, 0 to 1. */
export interface Intent {
  /** The visit ends in a purchase. */
  readonly purchase: number;
  /** The visit ends now. */
  readonly leave: number;
  /** What comes next; the three add up to 1. */
  readonly stage: {
    readonly looking: number;
    readonly comparing: number;
    readonly deciding: number;
  };
}
