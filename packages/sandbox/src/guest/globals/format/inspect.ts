/** Texts of values, as Node's `util.inspect` writes them with its default options. */
import type { Context } from "./context.ts";
import { prefixOf } from "./kinds.ts";
import { BREAK_LENGTH, layOut } from "./layout.ts";
import { isBuffer, MAX_ITEMS } from "./lists.ts";
import { partsOf } from "./parts.ts";
import { propertyText } from "./property.ts";
import { primitiveText } from "./text.ts";

const DEFAULT_DEPTH = 2;
const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

/**
 * Returns the text of a value for people.
 *
 * @param depth the number of nested levels that are written. Deeper objects become `[Object]`.
 */
export function inspect(value: unknown, depth: number = DEFAULT_DEPTH): string {
  const context: Context = {
    depth,
    seen: [],
    circular: new Map(),
    indentation: 0,
    currentDepth: 0,
    text: (inner, level) => valueText(inner, level, context),
  };
  return context.text(value, 0);
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
