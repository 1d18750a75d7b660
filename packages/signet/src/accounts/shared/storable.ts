/**
 * Checks whether every database returns a text unchanged. PostgreSQL refuses U+0000, and a lone surrogate is
 * lost in UTF-8: a look-up with one could find the row of another text.
 */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** @throws If a value is a text that a database would refuse or change. */
export function checkStorable(values: readonly unknown[]): void {
  if (values.every((value) => typeof value !== "string" || isStorable(value))) return;
  throw new Error(
    "Account stores keep only well-formed text without U+0000. A value has U+0000 or a lone surrogate. Remove these characters from the value.",
  );
}
