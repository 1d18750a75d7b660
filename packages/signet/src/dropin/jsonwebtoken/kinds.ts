/** What jsonwebtoken takes for a string, a boolean, a number: the wrapper objects among them. */
export function isString(value: unknown): value is string {
  return typeof value === "string" || tagOf(value) === "[object String]";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean" || tagOf(value) === "[object Boolean]";
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" || tagOf(value) === "[object Number]";
}

/** Made by `{}`, `new Object` or `Object.create(null)`, in whatever realm. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || tagOf(value) !== "[object Object]") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isOfOtherRealm(prototype);
}

/** Another realm, such as a test runner's sandbox, has an `Object` of its own with the same text. */
function isOfOtherRealm(prototype: unknown): boolean {
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof maker === "function" && textOf(maker) === textOf(Object);
}

function textOf(value: object): string {
  return Function.prototype.toString.call(value);
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
