import { inspect } from "./inspect.ts";

export { inspect } from "./inspect.ts";
export { table } from "./table.ts";
export { showAs } from "./views.ts";

/** Joins the arguments of `console.log`. `%s %d %i %f %j %o %O %c %%` in the first text take arguments. */
export function format(...args: readonly unknown[]): string {
  const [first] = args;
  if (typeof first !== "string" || args.length === 1) return args.map(plain).join(" ");
  let next = 1;
  const text = first.replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === "%%") return "%";
    if (next >= args.length) return mark;
    return marked(mark, args[next++]);
  });
  return [text, ...args.slice(next).map(plain)].join(" ");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

function marked(mark: string, value: unknown): string {
  switch (mark) {
    case "%s":
      return shortText(value);
    case "%d":
      return numberText(value, Number);
    case "%i":
      return numberText(value, (each) => Number.parseInt(String(each), 10));
    case "%f":
      return typeof value === "symbol" ? "NaN" : inspect(Number.parseFloat(String(value)));
    case "%j":
      return jsonText(value);
    case "%c":
      return "";
    case "%o":
      return inspect(value, 4);
    default:
      return inspect(value);
  }
}

function shortText(value: unknown): string {
  if (typeof value === "bigint" || Object.is(value, -0)) return inspect(value);
  if (typeof value !== "object" || value === null) return String(value);
  return hasBuiltInText(value) ? inspect(value, 0) : String(value);
}

const BUILT_IN = new Set<unknown>([
  ...[Object, Error, Date, Array, RegExp, Function, Number, Boolean, String, Map, Set, Promise],
  ...[TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError],
  ...[Object.getPrototypeOf(Uint8Array), Symbol],
]);

/** Checks whether `toString` of an object comes from a class of the language, as Node does. */
function hasBuiltInText(value: object): boolean {
  if (typeof Reflect.get(value, "toString") !== "function") return true;
  let at: object | null = value;
  while (at !== null && !Object.hasOwn(at, "toString")) at = Object.getPrototypeOf(at);
  if (at === null || at === value) return at === null;
  return BUILT_IN.has(Object.getOwnPropertyDescriptor(at, "constructor")?.value);
}

function numberText(value: unknown, convert: (value: unknown) => number): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol") return "NaN";
  return inspect(convert(value));
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch (error) {
    if (error instanceof TypeError && /circular/i.test(error.message)) return "[Circular]";
    throw error;
  }
}
