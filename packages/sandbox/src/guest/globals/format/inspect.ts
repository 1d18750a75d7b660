/** Texts of values, as Node's `util.inspect` writes them with its default options. */
import { classBase, errorText, functionText, prefixOf, tagOf } from "./kinds.ts";
import { BREAK_LENGTH, layOut } from "./layout.ts";
import { keyText, primitiveText } from "./text.ts";
import { viewOf } from "./views.ts";

const MAX_ITEMS = 100;
const DEFAULT_DEPTH = 2;
const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

interface Context {
  readonly depth: number;
  readonly seen: object[];
  /** Numbers of the objects that contain themselves. */
  readonly circular: Map<object, number>;
  indentation: number;
  currentDepth: number;
}

/**
 * Returns the text of a value for people.
 *
 * @param depth the number of nested levels that are written. Deeper objects become `[Object]`.
 */
export function inspect(value: unknown, depth: number = DEFAULT_DEPTH): string {
  return valueText(value, 0, {
    depth,
    seen: [],
    circular: new Map(),
    indentation: 0,
    currentDepth: 0,
  });
}

function valueText(value: unknown, level: number, context: Context): string {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return primitiveText(value, context.indentation, BREAK_LENGTH);
  }
  const custom = isBuffer(value) ? undefined : customOf(value);
  if (custom !== undefined) {
    const made: unknown = Reflect.apply(custom, value, [context.depth - level, {}, inspect]);
    if (typeof made === "string")
      return made.replaceAll("\n", `\n${" ".repeat(context.indentation)}`);
    if (made !== value) return valueText(made, level, context);
  }
  if (context.seen.includes(value)) {
    let number = context.circular.get(value);
    if (number === undefined) {
      number = context.circular.size + 1;
      context.circular.set(value, number);
    }
    return `[Circular *${number}]`;
  }
  return objectText(value, level, context);
}

/** Returns the object's own method for its text, if it has one. A prototype is shown as an ordinary object. */
function customOf(value: object): ((...args: unknown[]) => unknown) | undefined {
  const custom: unknown = Reflect.get(value, CUSTOM);
  const made: unknown = Object.getOwnPropertyDescriptor(value, "constructor")?.value;
  const isPrototype = typeof made === "function" && made.prototype === value;
  return typeof custom === "function" && !isPrototype
    ? (custom as (...args: unknown[]) => unknown)
    : undefined;
}

/** The parts of an object's text before its layout. */
interface Parts {
  readonly base: string;
  readonly braces: readonly [string, string];
  readonly keys: readonly (string | symbol)[];
  /** The object whose properties are shown. A view may replace the object itself. */
  readonly shown: object;
  readonly list: ArrayLike<unknown> | null;
  readonly isEmptyText: string | null;
  entries(level: number, context: Context): string[];
}

function objectText(value: object, level: number, context: Context): string {
  const parts = partsOf(value, level, context);
  if (parts.keys.length === 0 && parts.isEmptyText !== null) return parts.isEmptyText;
  if (level > context.depth) {
    const name = Array.isArray(value) ? "Array" : prefixOf(value, "Object").slice(0, -1);
    return `[${name}]`;
  }
  const inner = level + 1;
  context.seen.push(value);
  context.currentDepth = inner;
  const entries = parts.entries(inner, context);
  const { shown, keys } = parts;
  const indexes = entries.length;
  for (const key of keys) entries.push(propertyText(shown, key, inner, context));
  context.seen.pop();
  const number = context.circular.get(value);
  const reference = number === undefined ? "" : `<ref *${number}>`;
  return layOut(
    entries,
    [reference, parts.base].filter((each) => each !== "").join(" "),
    parts.braces,
    {
      indentation: context.indentation,
      levelsBelow: context.currentDepth - inner,
      list: parts.list,
      isCut: parts.list !== null && indexes > MAX_ITEMS,
    },
  );
}

const none = (): string[] => [];

function partsOf(value: object, level: number, context: Context): Parts {
  const view = viewOf(value);
  const shown = view ?? value;
  const keys = keysOf(shown);
  const parts = { base: "", keys, shown, list: null, isEmptyText: null, entries: none };
  if (view !== null) {
    const prefix = prefixOf(value, "Object");
    return { ...parts, braces: [`${prefix}{`, "}"], isEmptyText: `${prefix}{}` };
  }
  if (Array.isArray(value)) return listParts(value, parts, "Array");
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return bytesParts(value as Uint8Array, parts);
  }
  if (value instanceof Map) {
    const prefix = prefixOf(value, "Map", `(${value.size})`);
    return {
      ...parts,
      braces: [`${prefix}{`, "}"],
      isEmptyText: value.size === 0 ? `${prefix}{}` : null,
      entries: indented((inner, ctx) =>
        [...value].map(
          ([key, item]) => `${valueText(key, inner, ctx)} => ${valueText(item, inner, ctx)}`,
        ),
      ),
    };
  }
  if (value instanceof Set) {
    const prefix = prefixOf(value, "Set", `(${value.size})`);
    return {
      ...parts,
      braces: [`${prefix}{`, "}"],
      isEmptyText: value.size === 0 ? `${prefix}{}` : null,
      entries: indented((inner, ctx) => [...value].map((item) => valueText(item, inner, ctx))),
    };
  }
  if (value instanceof Error) return errorParts(value, parts, level);
  if (value instanceof ArrayBuffer) {
    const bytes = new Uint8Array(value);
    const contents = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    return {
      ...parts,
      braces: [`${prefixOf(value, "ArrayBuffer")}{`, "}"],
      entries: () => [`[Uint8Contents]: <${contents}>`, `[byteLength]: ${bytes.length}`],
    };
  }
  if (value instanceof Promise) {
    // No code in JavaScript can find the state of a promise.
    return {
      ...parts,
      braces: [`${prefixOf(value, "Promise")}{`, "}"],
      entries: () => ["<pending>"],
    };
  }
  if (value instanceof WeakMap || value instanceof WeakSet) {
    const name = value instanceof WeakMap ? "WeakMap" : "WeakSet";
    return {
      ...parts,
      braces: [`${prefixOf(value, name)}{`, "}"],
      entries: () => ["<items unknown>"],
    };
  }
  const base =
    typeof value === "function" ? functionText(value) : classBase(value, context.indentation);
  if (base !== "") return { ...parts, base, braces: ["{", "}"], isEmptyText: base };
  const prefix = prefixOf(value, "Object");
  const open = prefix === "Object " && tagOf(value) === "" ? "{" : `${prefix}{`;
  return { ...parts, braces: [open, "}"], isEmptyText: `${open}}` };
}

type Shared = Omit<Parts, "braces">;

function listParts(value: readonly unknown[], parts: Shared, name: string): Parts {
  const prefix = prefixOf(value, name, `(${value.length})`);
  const open = prefix === `Array(${value.length}) ` ? "[" : `${prefix}[`;
  return {
    ...parts,
    keys: parts.keys.filter((key) => !isIndex(key)),
    braces: [open, "]"],
    list: value,
    isEmptyText: value.length === 0 ? `${open}]` : null,
    entries: (inner, context) => itemTexts(value, inner, context),
  };
}

function bytesParts(value: Uint8Array, parts: Shared): Parts {
  if (isBuffer(value)) {
    const shown = Array.from(value.subarray(0, 50), (byte) => byte.toString(16).padStart(2, "0"));
    const more = value.length - shown.length;
    if (more > 0) shown.push(`... ${more} more byte${more > 1 ? "s" : ""}`);
    const text = `<Buffer${shown.map((each) => ` ${each}`).join("")}>`;
    return { ...parts, base: text, keys: [], braces: ["{", "}"], isEmptyText: text };
  }
  return {
    ...listParts(value as unknown as readonly unknown[], parts, tagOf(value, true)),
    entries: (_inner, context) => itemTexts(value as unknown as readonly unknown[], 0, context),
  };
}

function isBuffer(value: object): boolean {
  return Reflect.get(value, "_isBuffer") === true || value.constructor?.name === "Buffer";
}

function errorParts(error: Error, parts: Shared, level: number): Parts {
  const text = errorText(error);
  const base = level === 0 ? text : `[${text}]`;
  const hidden = ["name", "message", "stack"];
  const keys = parts.keys.filter((key) => !hidden.includes(String(key)));
  const inner = ["cause", "errors"].filter(
    (key) => Object.hasOwn(error, key) && !keys.includes(key),
  );
  return {
    ...parts,
    base,
    keys,
    braces: ["{", "}"],
    isEmptyText: inner.length === 0 ? base : null,
    entries: (next, context) =>
      inner.map((key) => `[${key}]: ${childText(Reflect.get(error, key), next, context)}`),
  };
}

function itemTexts(list: readonly unknown[], level: number, context: Context): string[] {
  const texts: string[] = [];
  let at = 0;
  for (; at < list.length && texts.length < MAX_ITEMS; at++) {
    if (at in list) {
      texts.push(propertyText(list, String(at), level, context, true));
      continue;
    }
    const from = at;
    while (at + 1 < list.length && !(at + 1 in list)) at++;
    const holes = at - from + 1;
    texts.push(`<${holes} empty item${holes > 1 ? "s" : ""}>`);
  }
  const more = list.length - at;
  if (more > 0) texts.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  return texts;
}

function propertyText(
  object: object,
  key: string | symbol,
  level: number,
  context: Context,
  isItem = false,
): string {
  const property = Object.getOwnPropertyDescriptor(object, key);
  let text: string;
  if (property?.get !== undefined)
    text = property.set === undefined ? "[Getter]" : "[Getter/Setter]";
  else if (property?.set !== undefined) text = "[Setter]";
  else text = childText(property?.value, level, context);
  return isItem ? text : `${keyText(key)}: ${text}`;
}

function childText(value: unknown, level: number, context: Context): string {
  context.indentation += 2;
  const text = valueText(value, level, context);
  context.indentation -= 2;
  return text;
}

function indented(texts: Parts["entries"]): Parts["entries"] {
  return (level, context) => {
    context.indentation += 2;
    const made = texts(level, context);
    context.indentation -= 2;
    return made;
  };
}

function keysOf(value: object): (string | symbol)[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
}

function isIndex(key: string | symbol): boolean {
  return typeof key === "string" && /^(?:0|[1-9]\d{0,9})$/.test(key);
}
