/** Parses a JSON text. Returns `null` unless the value is an object. */
export function parseObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Checks whether a value is an object and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks whether the object of a JSON text has a repeated member, also with different escapes. */
export function hasDuplicates(text: string, parsed: Readonly<Record<string, unknown>>): boolean {
  let depth = 0;
  let members = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (token === ":" && depth === 1) members++;
  }
  return members !== Object.keys(parsed).length;
}
