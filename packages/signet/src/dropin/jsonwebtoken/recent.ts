/** Remembers what was used lately under a text: at least `most` entries, never more than twice that. */
export interface Recent<Value> {
  get(text: string): Value | undefined;
  keep(text: string, value: Value): Value;
}

/** Longer texts are not remembered, so that what is remembered is bounded in bytes too. */
const LONGEST = 16_384;

export function recent<Value>(most: number): Recent<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function keep(text: string, value: Value): Value {
    if (text.length > LONGEST) return value;
    if (young.size >= most) {
      old = young;
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
