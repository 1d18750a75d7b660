/** Returns the code at the start of an error of Redis, such as `READONLY`; `""` for another error. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? (/^[A-Z]+\b/.exec(error.message)?.[0] ?? "") : "";
}
