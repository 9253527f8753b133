/** What rounds say of the direction in which numbers should go. */
export interface Gradient {
  readonly mean: readonly number[];
  /** Standard error of each of its numbers. */
  readonly standardError: readonly number[];
}

/** Where an optimiser stands. It is kept with the version that it made. */
export interface OptimiserState {
  /** Steps that were made. */
  readonly steps: number;
  /** Running mean of the gradients. */
  readonly first: readonly number[];
  /** Running mean of their squares. */
  readonly second: readonly number[];
}

/** Makes a step out of a gradient. Pure. */
export interface Optimiser {
  /** How the numbers should change, before decay and cap. */
  step(
    state: OptimiserState,
    gradient: readonly number[],
  ): { readonly state: OptimiserState; readonly change: readonly number[] };
}

/** Where an optimiser of so many numbers begins. */
export const newState = (length: number): OptimiserState => ({
  steps: 0,
  first: Array<number>(length).fill(0),
  second: Array<number>(length).fill(0),
});
