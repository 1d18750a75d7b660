import { type CommonParts, childText, type Parts } from "./context.ts";
import { errorText } from "./kinds.ts";

/** Returns the parts of an error: its stack, and its causes, which are not enumerable. */
export function errorParts(error: Error, parts: CommonParts, level: number): Parts {
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
