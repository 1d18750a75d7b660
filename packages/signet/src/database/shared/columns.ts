/** A value that the library writes to a column. */
export type ColumnValue = string | number | null | Uint8Array;

/** Converts an integer column. Clients return a number, or text or a BigInt, depending on their settings. */
export function integer(value: unknown): number {
  const whole = typeof value === "string" || typeof value === "bigint" ? Number(value) : value;
  if (typeof whole !== "number" || !Number.isSafeInteger(whole)) throw unreadable();
  return whole;
}

export function integerOrNull(value: unknown): number | null {
  return value === null ? null : integer(value);
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw unreadable();
  return value;
}

export function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

/** Creates the error for a column that has a value that this library never writes. */
export function unreadable(): Error {
  return new Error(
    "A row of a table of signet-auth has a column of the wrong type. Check whether the row was edited by hand, and whether the client has custom type parsers for text, bytes or integers.",
  );
}
