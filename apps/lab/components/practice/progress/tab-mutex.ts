const LOCK = "signet-practice";

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs work while no other tab of this browser runs such work. Without the Web Locks API, as on plain
 * http except at localhost, it only waits for the earlier work of this page.
 */
export function withTabMutex<T>(work: () => Promise<T>): Promise<T> {
  // TypeScript declares `locks` as present in every context.
  const locks: LockManager | undefined = navigator.locks;
  if (locks !== undefined) return locks.request(LOCK, work);
  const result = last.then(work, work);
  last = result;
  return result;
}
