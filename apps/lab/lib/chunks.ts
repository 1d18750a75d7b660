export interface HeldCookie {
  readonly name: string;
  readonly value: string;
}

/** Cookies under which a credential may lie: the whole of it, or the chunks of a large sealed one. */
export function cookieNames(base: string): string[] {
  return [base, ...[0, 1, 2, 3].map((chunk) => `${base}.${chunk}`)];
}

/** Puts a credential together, or `null` where the cookies are none. A first chunk tells how many follow. */
export function joinChunks([first, ...others]: readonly HeldCookie[]): string | null {
  if (first === undefined) return null;
  const [, count, start] = /^([1-4])\.(.*)$/.exec(first.value) ?? [];
  if (!first.name.endsWith(".0") || count === undefined || start === undefined) {
    return others.length === 0 ? first.value : null;
  }
  const rest = others.slice(0, Number(count) - 1).map(({ value }) => value);
  return rest.length === Number(count) - 1 ? start + rest.join("") : null;
}
