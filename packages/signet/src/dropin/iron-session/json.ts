/** The JSON text of session data. Data that JSON would lose is refused. */

/**
 * Returns the JSON text of session data.
 *
 * A value with `toJSON`, such as a `Date`, is stored as its JSON form, as iron-session 6 and 8 do.
 * @throws {Error} names the member that JSON cannot hold.
 */
export function jsonOf(data: unknown): string {
  let flaw: string | null;
  try {
    flaw = flawOf(data, "session", []);
    if (flaw === null) return JSON.stringify(data);
  } catch (cause) {
    // A `toJSON` or a getter threw, or the data is nested too deeply.
    throw unserializable("", cause);
  }
  throw unserializable(flaw);
}

function unserializable(flaw: string, cause?: unknown): Error {
  return new Error(
    `iron-session: The session data is not JSON serializable${flaw}. Store plain JSON values: texts, finite numbers, true, false, null, lists and plain objects.`,
    { cause: cause ?? new Error("Data is not JSON serializable") },
  );
}

/**
 * Describes the first value that JSON cannot hold, or returns `null`.
 *
 * @param parents the objects around the value.
 */
function flawOf(value: unknown, path: string, parents: object[]): string | null {
  switch (typeof value) {
    case "string":
    case "boolean":
      return null;
    case "number":
      return Number.isFinite(value) ? null : ` (${path} is ${value})`;
    case "undefined":
      return ` (${path} is undefined)`;
    case "object":
      return value === null ? null : flawOfObject(value, path, parents);
    default:
      return ` (${path} is a ${typeof value})`;
  }
}

function flawOfObject(value: object, path: string, parents: object[]): string | null {
  if ("toJSON" in value && typeof value.toJSON === "function") return null;
  if (parents.includes(value)) return ` (${path} is a circular reference)`;
  const flaw = Array.isArray(value) ? null : flawOfKeys(value, path, parents.length === 0);
  if (flaw !== null) return flaw;
  parents.push(value);
  for (const [key, member] of membersOf(value)) {
    // JSON leaves out an undefined member of an object, and writes null into a list.
    if (member === undefined && !Array.isArray(value)) continue;
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const inner = flawOf(member, at, parents);
    if (inner !== null) return inner;
  }
  parents.pop();
  return null;
}

/** The outermost object may be an instance of a class, and the methods of a session are not enumerable. */
function flawOfKeys(value: object, path: string, isOutermost: boolean): string | null {
  if (!isOutermost && !isPlain(value)) return ` (${path} is a ${nameOf(value)})`;
  const hidden = isOutermost
    ? Object.getOwnPropertySymbols(value).length
    : Reflect.ownKeys(value).length - Object.keys(value).length;
  return hidden === 0
    ? null
    : ` (${path} has a member with a symbol, or one that is not enumerable)`;
}

function membersOf(value: object): Iterable<readonly [string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

/** Checks for a plain object, also of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: object): string {
  return value.constructor?.name ?? "object without constructor";
}
