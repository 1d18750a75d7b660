/** Remembers what was used lately under a text. */
export interface Recent<Value> {
  get(text: string): Value | undefined;
  keep(text: string, value: Value): Value;
}

/**
 * Keeps at most `most` entries, in two generations: when the young one is full it becomes the old
 * one, and what was old is gone. A hit in the old one moves it to the young. That is nearly "least
 * recently used", at the price of one look-up. Texts longer than `longest` characters are not kept, so
 * that what is kept can be bounded in bytes too.
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
