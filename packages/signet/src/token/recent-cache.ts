/** A cache of recently used values by text. */
export interface Recent<Value> {
  get(text: string): Value | undefined;
  /** Stores a value and returns it. */
  keep(text: string, value: Value): Value;
}

/**
 * Creates a cache of at most `most` entries in two generations. When the young generation is full, it
 * becomes the old one, and the former old one is dropped. A hit in the old generation moves the entry
 * to the young one. The result is close to "least recently used" and needs fewer operations.
 *
 * @param longest the longest text that is stored; characters. It bounds the memory of the cache.
 */
export function recent<Value>(
  most: number,
  longest: number = Number.POSITIVE_INFINITY,
): Recent<Value> {
  const half = Math.max(1, Math.floor(most / 2));
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function keep(text: string, value: Value): Value {
    if (text.length > longest) return value;
    if (young.size >= half) {
      old = most === 1 ? new Map() : young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  }

  return {
    keep,
    get(text) {
      const value = young.get(text);
      if (value !== undefined) return value;
      const older = old.get(text);
      return older === undefined ? undefined : keep(text, older);
    },
  };
}
