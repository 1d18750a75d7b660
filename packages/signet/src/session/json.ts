import { SignetError } from "../errors.ts";

/**
 * What is left of a value after a way through JSON.
 *
 * @throws {SignetError} `invalid-data` for what JSON would lose or turn into something else: a BigInt, a
 *   circle, NaN, Infinity, an invalid date, a Map, a Set, a function.
 */
export function throughJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value, kept));
  } catch (cause) {
    throw new SignetError(
      "invalid-data",
      "data must be what JSON holds: no BigInt, no circle, no NaN or Infinity, no invalid date, no Map or Set and no function. Let the schema turn them into text or numbers, or refuse them.",
      { cause },
    );
  }
}

/** A replacer of `JSON.stringify` that throws where JSON would say `null`, `{}` or nothing instead. */
function kept(this: unknown, name: string, value: unknown): unknown {
  const original: unknown = Reflect.get(Object(this), name);
  const isLost =
    value === null
      ? original !== null
      : typeof value === "number"
        ? !Number.isFinite(value)
        : typeof value === "function" ||
          typeof value === "symbol" ||
          value instanceof Map ||
          value instanceof Set;
  if (isLost) throw new TypeError("JSON does not hold a value of data.");
  return value;
}

/** Whether two JSON values are the same, in whatever order their members stand. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other;
  }
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === others.length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) && sameJson(Reflect.get(one, name), Reflect.get(other, name)),
    )
  );
}

/**
 * The members of one JSON value as far as a second one has them, and from the second what only that
 * one has.
 */
export function narrowed(value: unknown, shape: unknown): unknown {
  if (typeof value !== "object" || typeof shape !== "object" || value === null || shape === null) {
    return value;
  }
  if (Array.isArray(value) !== Array.isArray(shape)) return value;
  if (Array.isArray(value) && Array.isArray(shape)) {
    return value.length === shape.length
      ? value.map((item, at) => narrowed(item, shape[at]))
      : value;
  }
  return Object.fromEntries(
    Object.entries(shape).map(([name, made]) => [
      name,
      Object.hasOwn(value, name) ? narrowed(Reflect.get(value, name), made) : made,
    ]),
  );
}
