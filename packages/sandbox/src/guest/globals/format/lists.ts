import type { CommonParts, Context, Parts } from "./context.ts";
import { prefixOf, tagOf } from "./kinds.ts";
import { propertyText } from "./property.ts";

/** The items of a list that are shown. */
export const MAX_ITEMS = 100;

/** Returns the parts of an array. */
export function listParts(value: readonly unknown[], parts: CommonParts, name: string): Parts {
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

/** Returns the parts of a typed array, or of a Buffer. */
export function bytesParts(value: Uint8Array, parts: CommonParts): Parts {
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

export function isBuffer(value: object): boolean {
  return Reflect.get(value, "_isBuffer") === true || value.constructor?.name === "Buffer";
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

function isIndex(key: string | symbol): boolean {
  return typeof key === "string" && /^(?:0|[1-9]\d{0,9})$/.test(key);
}
