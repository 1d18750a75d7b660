/**
 * Freezes all objects that a program could change and a check could use: the global objects, and the
 * modules that the program imports. A program can still make global variables of its own.
 */

/** Members that programs often set on their own objects although a prototype has them too. */
const OVERRIDDEN = ["message", "name", "stack", "toString", "toJSON", "valueOf"];

const { ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
const { freeze: freezeObject, isFrozen } = Object;

/** Freezes the values and all that can be reached from them. */
export function freeze(...roots: readonly unknown[]): void {
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  for (const key of ownKeys(globalThis)) {
    const property = getOwnPropertyDescriptor(globalThis, key);
    if (property === undefined || !("value" in property)) continue;
    waiting.push(property.value);
    // Only the existing variables: `globalThis.store ??= …` is a common line.
    if (property.configurable) {
      defineProperty(globalThis, key, { ...property, writable: false, configurable: false });
    }
  }
  seen.add(globalThis);
  // A program may set variables of the environment.
  seen.add(process.env);
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    waiting.push(getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const property = getOwnPropertyDescriptor(value, key);
      if (property === undefined) continue;
      if ("value" in property) waiting.push(property.value);
      else waiting.push(property.get, property.set);
    }
  }
  for (const object of seen) if (object !== globalThis && object !== process.env) lock(object);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function lock(object: object): void {
  // An array with elements in a buffer cannot be frozen, and its elements belong to nobody.
  if (ArrayBuffer.isView(object) || isFrozen(object)) return;
  // A prototype with a frozen member would forbid the same member on the objects below it.
  if (Object.hasOwn(object, "constructor")) {
    for (const key of OVERRIDDEN) keepSettable(object, key);
  }
  try {
    freezeObject(object);
  } catch {
    // The namespace of a module is not frozen, but nobody can write to it.
  }
}

/** Replaces a value by a getter and a setter. The setter defines the member on the object below. */
function keepSettable(object: object, key: string): void {
  const property = getOwnPropertyDescriptor(object, key);
  if (property === undefined || !property.configurable || !("value" in property)) return;
  const { value, enumerable = false } = property;
  defineProperty(object, key, {
    get: () => value,
    set(this: object, next: unknown) {
      if (this === object) throw new TypeError(`The practice keeps "${key}" as it is.`);
      defineProperty(this, key, {
        value: next,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable,
    configurable: false,
  });
}
