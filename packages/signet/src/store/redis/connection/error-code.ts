/** What an error of Redis begins with, such as `READONLY`; empty for another error. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? (/^[A-Z]+\b/.exec(error.message)?.[0] ?? "") : "";
}
