import type { Fields } from "../contract/operation.ts";

/** The longest field of a form; characters. */
const LONGEST_FIELD = 16_384;

/** Returns a text member of an input; `null` for a missing one, an empty one and one of another type. */
export function textField(input: Fields, name: string): string | null {
  const value = Object.hasOwn(input, name) ? input[name] : undefined;
  return typeof value === "string" && value !== "" && value.length <= LONGEST_FIELD ? value : null;
}
