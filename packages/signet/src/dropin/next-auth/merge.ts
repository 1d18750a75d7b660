/**
 * Merges the members of a second object into a copy of a first one. Plain objects are merged deeply.
 * Members that are `undefined` change nothing.
 */
export function merged(
  target: Readonly<Record<string, unknown>>,
  source: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result = { ...target };
  for (const [name, value] of Object.entries(source)) {
    const held = result[name];
    if (value === undefined) continue;
    result[name] = isPlain(value) ? merged(isPlain(held) ? held : {}, value) : value;
  }
  return result;
}

/** Checks whether a value is an object of a literal or of JSON. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
