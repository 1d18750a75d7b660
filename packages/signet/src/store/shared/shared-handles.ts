/** What the library has opened, and how many use it. */
export interface Held<T> {
  readonly value: T;
  holders: number;
}

/**
 * Opens what a key names, or joins those who have it open, so that it is open once however many stores
 * are on it: Next builds pages, routes and the proxy apart, each with modules of its own, and in
 * development they run again with every edit.
 *
 * @param all what is open in this process, by key.
 */
export function hold<T>(all: Map<string, Held<T>>, key: string, open: () => T): T {
  const held = all.get(key) ?? { value: open(), holders: 0 };
  held.holders++;
  all.set(key, held);
  return held.value;
}

/** Lets go of it. What is to be closed now, because nobody holds it any more; or `null`. */
export function letGo<T>(all: Map<string, Held<T>>, key: string): T | null {
  const held = all.get(key);
  if (held === undefined || --held.holders > 0) return null;
  all.delete(key);
  return held.value;
}
