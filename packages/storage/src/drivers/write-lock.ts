/**
 * Runs `work` while no other tab runs its own, so that tabs don't write into each other's way. Only a
 * courtesy: where Web Locks are missing, or another tab sits on the lock, `work` runs all the same.
 *
 * @param patienceMs how long to wait for other tabs. Milliseconds.
 */
export function withWriteLock<T>(
  name: string,
  patienceMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined) return work();
  let held = false;
  const request = locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, () => {
    held = true;
    return work();
  });
  return request.catch((error: unknown) => {
    if (held) throw error;
    return work();
  });
}
