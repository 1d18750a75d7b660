/** Checks for a string. As in jsonwebtoken, the wrapper object passes too. */
export function isString(value: unknown): value is string {
  return typeof value === "string" || tagOf(value) === "[object String]";
}

/** Checks for a boolean. As in jsonwebtoken, the wrapper object passes too. */
export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean" || tagOf(value) === "[object Boolean]";
}

/** Checks for a number. As in jsonwebtoken, the wrapper object passes too. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" || tagOf(value) === "[object Number]";
}

/**
 * Checks for an object made by `{}`, `new Object` or `Object.create(null)`, in this realm or
 * another.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || tagOf(value) !== "[object Object]") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isObjectPrototype(prototype);
}

/**
 * Checks whether a value is `Object.prototype` of another realm, such as the sandbox of a test
 * runner.
 */
function isObjectPrototype(prototype: unknown): boolean {
  const declared: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof declared === "function" && textOf(declared) === textOf(Object);
}

function textOf(value: object): string {
  return Function.prototype.toString.call(value);
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
