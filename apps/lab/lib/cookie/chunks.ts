export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/** Returns the possible cookie names of a credential: one whole cookie, or the chunks of a large sealed session. */
export function cookieNames(base: string): string[] {
  return [base, ...[0, 1, 2, 3].map((chunk) => `${base}.${chunk}`)];
}

/** Joins the chunks of a credential. Returns `null` when a chunk is missing. The first chunk has the number of chunks. */
export function joinChunks([first, ...others]: readonly CookiePair[]): string | null {
  if (first === undefined) return null;
  const [, count, start] = /^([1-4])\.(.*)$/.exec(first.value) ?? [];
  if (!first.name.endsWith(".0") || count === undefined || start === undefined) {
    return others.length === 0 ? first.value : null;
  }
  const rest = others.slice(0, Number(count) - 1).map(({ value }) => value);
  return rest.length === Number(count) - 1 ? start + rest.join("") : null;
}
