import { type CommonParts, type Context, indented, type Parts } from "./context.ts";
import { errorParts } from "./errors.ts";
import { classBase, functionText, prefixOf, tagOf } from "./kinds.ts";
import { bytesParts, listParts } from "./lists.ts";
import { keysOf } from "./property.ts";
import { viewOf } from "./views.ts";

const none = (): string[] => [];

/** Returns the parts of an object by its kind. */
export function partsOf(value: object, level: number, context: Context): Parts {
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
    return collectionParts(value, parts, "Map", (inner, { text }) =>
      [...value].map(([key, item]) => `${text(key, inner)} => ${text(item, inner)}`),
    );
  }
  if (value instanceof Set) {
    return collectionParts(value, parts, "Set", (inner, { text }) =>
      [...value].map((item) => text(item, inner)),
    );
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

function collectionParts(
  value: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>,
  parts: CommonParts,
  name: string,
  texts: Parts["entries"],
): Parts {
  const prefix = prefixOf(value, name, `(${value.size})`);
  return {
    ...parts,
    braces: [`${prefix}{`, "}"],
    isEmptyText: value.size === 0 ? `${prefix}{}` : null,
    entries: (level, context) => indented(context, () => texts(level, context)),
  };
}
