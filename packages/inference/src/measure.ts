/** Runs before any is counted: caches, compilers and shaders warm up. */
const WARM_UP = 2;
const RUNS = 7;
/** A runtime that is this slow is measured with fewer runs. */
const PATIENCE_MS = 100;

/** Median milliseconds of a call: of {@link RUNS}, or of as many as fit into {@link PATIENCE_MS}. */
export async function measure(
  call: () => Promise<unknown>,
  elapsed: () => number,
): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await call();
  const start = elapsed();
  const times: number[] = [];
  while (times.length < RUNS && (times.length === 0 || elapsed() - start < PATIENCE_MS)) {
    const before = elapsed();
    await call();
    times.push(elapsed() - before);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
