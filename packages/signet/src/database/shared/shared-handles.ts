/** A handle that the library has opened, such as a database file or a client. */
export interface SharedHandle<T> {
  readonly value: T;
  /** How many stores use the handle. */
  holders: number;
}

/**
 * Returns the open handle of a key, or opens one. So each handle is open once in a process, for all
 * stores on it: Next.js builds pages, routes and the proxy as separate bundles, each with its own modules,
 * and in development their modules run again with every edit.
 *
 * @param all The open handles of this process by key.
 */
export function acquire<T>(all: Map<string, SharedHandle<T>>, key: string, open: () => T): T {
  const handle = all.get(key) ?? { value: open(), holders: 0 };
  handle.holders++;
  all.set(key, handle);
  return handle.value;
}

/** Gives up one use of a handle. Returns the handle if no store uses it any more, for the caller to close; else `null`. */
export function release<T>(all: Map<string, SharedHandle<T>>, key: string): T | null {
  const handle = all.get(key);
  if (handle === undefined || --handle.holders > 0) return null;
  all.delete(key);
  return handle.value;
}
