/** The query of an address, as Next.js gives it. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Returns the first value of a member. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
