/** The longest header text that an error message repeats; characters. */
const LONGEST_QUOTE = 100;

/**
 * Quotes the value of a header for an error message: cut at 100 characters, and every character
 * outside printable ASCII escaped. Returns `"missing"` for `null`.
 */
export function quoteHeader(value: string | null): string {
  if (value === null) return "missing";
  const cut = value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
  return JSON.stringify(cut.toWellFormed()).replace(
    /[^ -~…]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
