import { getPrototypeOf, is, ownKeys } from "./captured.ts";

type Pairs = readonly (readonly [object, object])[];

/**
 * Checks whether two values are equal: the same primitive value, or objects of the same class with equal
 * contents. An object without a prototype equals a plain one. Errors are equal if their class, name,
 * message and own properties are; their stacks do not count. Functions, promises and symbols must be the same ones.
 */
export function isEqual(one: unknown, other: unknown, parents: Pairs = []): boolean {
  if (is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  if (classOf(one) !== classOf(other)) return false;
  // Inside of itself an object is equal if the rest is.
  if (parents.some(([a, b]) => a === one && b === other)) return true;
  const pairs: Pairs = [...parents, [one, other]];
  if (one instanceof Promise || one instanceof WeakMap || one instanceof WeakSet) return false;
  if (one instanceof Date) return is(one.getTime(), (other as Date).getTime());
  if (one instanceof RegExp) return String(one) === String(other);
  if (one instanceof Error) return areEqualErrors(one, other as Error, pairs);
  if (one instanceof Map) return areEqualMaps(one, other as Map<unknown, unknown>, pairs);
  if (one instanceof Set) return areEqualSets(one, other as Set<unknown>, pairs);
  if (one instanceof ArrayBuffer) {
    return isEqual(new Uint8Array(one), new Uint8Array(other as ArrayBuffer), pairs);
  }
  if (Array.isArray(one) && one.length !== (other as unknown[]).length) return false;
  return haveEqualProperties(one, other, pairs);
}

function classOf(value: object): object | null {
  const prototype: object | null = getPrototypeOf(value);
  return prototype === null ? Object.prototype : prototype;
}

function propertiesOf(value: object, hidden: readonly string[] = []): (string | symbol)[] {
  return ownKeys(value).filter(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(value, key) && !hidden.includes(String(key)),
  );
}

function haveEqualProperties(
  one: object,
  other: object,
  pairs: Pairs,
  hidden: readonly string[] = [],
): boolean {
  const names = propertiesOf(one, hidden);
  if (names.length !== propertiesOf(other, hidden).length) return false;
  return names.every(
    (name) =>
      Object.prototype.propertyIsEnumerable.call(other, name) &&
      isEqual(Reflect.get(one, name), Reflect.get(other, name), pairs),
  );
}

function areEqualErrors(one: Error, other: Error, pairs: Pairs): boolean {
  return (
    one.name === other.name &&
    one.message === other.message &&
    isEqual(one.cause, other.cause, pairs) &&
    haveEqualProperties(one, other, pairs, ["name", "message", "stack", "cause"])
  );
}

function areEqualMaps(one: Map<unknown, unknown>, other: Map<unknown, unknown>, pairs: Pairs) {
  if (one.size !== other.size) return false;
  const rest = [...other];
  return [...one].every(([key, value]) => {
    const at = rest.findIndex(
      ([otherKey, otherValue]) =>
        isEqual(key, otherKey, pairs) && isEqual(value, otherValue, pairs),
    );
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
}

function areEqualSets(one: Set<unknown>, other: Set<unknown>, pairs: Pairs): boolean {
  if (one.size !== other.size) return false;
  const rest = [...other];
  return [...one].every((value) => {
    const at = rest.findIndex((each) => isEqual(value, each, pairs));
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
}
