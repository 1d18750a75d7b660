/** Names and texts of objects by their kind. */

/** Returns the name of the class of an object, or `null` if no class is known. */
function className(value: object): string | null {
  let object: object | null = value;
  while (object !== null) {
    const property = Object.getOwnPropertyDescriptor(object, "constructor");
    const made: unknown = property?.value;
    if (typeof made === "function" && made.name !== "" && isInstance(value, made)) return made.name;
    object = Object.getPrototypeOf(object);
  }
  return null;
}

function isInstance(value: object, made: unknown): boolean {
  try {
    return typeof made === "function" && value instanceof made;
  } catch {
    return false;
  }
}

/** Returns the `Symbol.toStringTag` of an object. "" if it only repeats the name of the class. */
export function tagOf(value: object, always = false): string {
  const tag: unknown = Reflect.get(value, Symbol.toStringTag);
  if (typeof tag !== "string" || tag === "") return "";
  return !always && tag === className(value) ? "" : tag;
}

/** Returns the name before the brace: the class, the size, and the tag. */
export function prefixOf(value: object, fallback: string, size = ""): string {
  const name = className(value);
  const tag = tagOf(value);
  if (name === null) {
    const known = `[${fallback}${size}: null prototype] `;
    return tag !== "" && tag !== fallback ? `${known}[${tag}] ` : known;
  }
  return tag !== "" && tag !== name ? `${name}${size} [${tag}] ` : `${name}${size} `;
}

/** Returns the text of a function: `[Function: name]` or `[class Name]`. */
export function functionText(value: object): string {
  const source = Function.prototype.toString.call(value);
  const name = String(Reflect.get(value, "name") ?? "");
  if (/^class\b/.test(source)) {
    const parent = Object.getPrototypeOf(value)?.name;
    const parentText = parent ? ` extends ${parent}` : "";
    return `[class ${name === "" ? "(anonymous)" : name}${parentText}]`;
  }
  const kind = tagOf(value, true) || "Function";
  return name === "" ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
}

/** Returns `Name: message`. The stack is left out, because its lines are those of the sandbox. */
export function errorText(error: Error): string {
  const own = String(error.name);
  const made = className(error);
  const name = own === "Error" && made !== null && made.endsWith("Error") ? made : own;
  const message = String(error.message);
  if (message === "") return name;
  return name === "" ? message : `${name}: ${message}`;
}

/** Returns the text of a date, a regular expression or a wrapped primitive value; "" for other objects. */
export function classBase(value: object, _indentation: number): string {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  }
  if (value instanceof RegExp) return String(value);
  if (value instanceof Number) return `[Number: ${value}]`;
  if (value instanceof Boolean) return `[Boolean: ${value}]`;
  return "";
}
