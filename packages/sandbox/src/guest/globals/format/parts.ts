import type { Context, Parts } from "./context.ts";
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
    const prefix = prefixOf(value, "Map", `(${value.size})`);
    return {
      ...parts,
      braces: [`${prefix}{`, "}"],
      isEmptyText: value.size === 0 ? `${prefix}{}` : null,
      entries: indented((inner, ctx) =>
        [...value].map(([key, item]) => `${ctx.text(key, inner)} => ${ctx.text(item, inner)}`),
      ),
    };
  }
  if (value instanceof Set) {
    const prefix = prefixOf(value, "Set", `(${value.size})`);
    return {
      ...parts,
      braces: [`${prefix}{`, "}"],
      isEmptyText: value.size === 0 ? `${prefix}{}` : null,
      entries: indented((inner, ctx) => [...value].map((item) => ctx.text(item, inner))),
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

function indented(texts: Parts["entries"]): Parts["entries"] {
  return (level, context) => {
    context.indentation += 2;
    const made = texts(level, context);
    context.indentation -= 2;
    return made;
  };
}
