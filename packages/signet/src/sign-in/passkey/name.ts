import type { Fields } from "../contract/operation.ts";
import { textField } from "../shared/fields.ts";

/** The longest name; characters. */
const LONGEST_NAME = 64;

/** The name of a passkey when the user gives none. */
export const DEFAULT_NAME = "Passkey";

/** Returns the name in an input, without spaces around it; `null` without a usable one. */
export function nameIn(input: Fields): string | null {
  const name = textField(input, "name")?.trim() ?? "";
  const isUsable = name !== "" && name.length <= LONGEST_NAME && name.isWellFormed();
  return isUsable && !/\p{Cc}/u.test(name) ? name : null;
}

/** Checks whether an input has no name, so that a default applies. */
export function hasNoName({ name }: Fields): boolean {
  return name === undefined || name === null || name === "";
}
