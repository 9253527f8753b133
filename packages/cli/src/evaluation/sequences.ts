/** What users ordered, oldest first, products by their number in the pack. */
export interface Sequences {
  /** One for each user that has at least one product of the pack. */
  readonly users: readonly UserSequence[];
  /** Whether the file says when; without it there is only the order. */
  readonly timed: boolean;
}

/** One user's products, each once, at its first time. */
export interface UserSequence {
  readonly user: string;
  readonly items: Uint32Array;
  /** Milliseconds since 1970, ascending; only the order has a meaning where the file has no times. */
  readonly times: Float64Array;
}

/** One row of a file: a user had a product. */
export interface SequenceRow {
  readonly user: string;
  /** Number of the product in the pack. */
  readonly item: number;
  /** Milliseconds since 1970; absent where the file has only an order. */
  readonly at?: number;
}

/**
 * Groups rows by user. Rows of one user come oldest first or carry their time; a product that comes
 * again counts where it came first.
 */
export function groupByUser(rows: Iterable<SequenceRow>): Sequences {
  const byUser = new Map<string, Map<number, number>>();
  let timed = false;
  for (const { user, item, at } of rows) {
    timed ||= at !== undefined;
    let own = byUser.get(user);
    if (own === undefined) byUser.set(user, (own = new Map()));
    const time = at ?? own.size;
    const before = own.get(item);
    if (before === undefined || time < before) own.set(item, time);
  }
  return { users: Array.from(byUser, ([user, own]) => sequenceOf(user, own)), timed };
}

function sequenceOf(user: string, own: ReadonlyMap<number, number>): UserSequence {
  // The sort is stable: rows of the same time stay in the order of the file.
  const sorted = [...own].sort((a, b) => a[1] - b[1]);
  return {
    user,
    items: Uint32Array.from(sorted, ([item]) => item),
    times: Float64Array.from(sorted, ([, time]) => time),
  };
}
