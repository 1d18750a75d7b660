import { SignetError } from "../errors.ts";

/**
 * Converts a value to JSON and back.
 *
 * @throws {SignetError} `invalid-data` for a value that JSON would lose or change: a BigInt, a circular
 *   reference, NaN, Infinity, an invalid date, a Map, a Set, a symbol or a function.
 */
export function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value, refuseLoss));
  } catch (cause) {
    throw new SignetError(
      "invalid-data",
      "The data has a value that JSON cannot represent: a BigInt, circular reference, NaN, Infinity, invalid date, Map, Set, symbol or function. Let the schema convert it to a text or a number, or refuse it.",
      { cause },
    );
  }
}

/** A replacer for `JSON.stringify` that throws where JSON would write `null`, `{}` or nothing instead. */
function refuseLoss(this: unknown, name: string, value: unknown): unknown {
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
  if (isLost) throw new TypeError("JSON cannot represent a value of the data.");
  return value;
}

/** Checks whether two JSON values are equal. The order of members does not matter. */
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
 * Returns a JSON value with exactly the members of `shape`, also in nested objects. A member that
 * `value` lacks has the value of `shape`. Arrays of different lengths and other values stay unchanged.
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
