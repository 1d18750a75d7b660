import type { Counter } from "./counters.ts";

/**
 * Returns a counter that counts a number of keys at most. With another one it forgets the key that was not
 * used for the longest time.
 */
export function bounded(counter: Counter, mostKeys: number): Counter {
  /** In the order of their last use. */
  const keys = new Set<string>();
  return {
    async consume(key) {
      keys.delete(key);
      keys.add(key);
      const [oldest = key] = keys.size > mostKeys ? keys : [];
      if (oldest !== key) {
        keys.delete(oldest);
        await counter.delete(oldest);
      }
      return counter.consume(key);
    },

    delete(key) {
      keys.delete(key);
      return counter.delete(key);
    },
  };
}
