/** Finds cookies of a request by name. */
export interface CookieLookup {
  get(name: string): string | undefined;
  names(): string[];
}

/**
 * Wraps the cookies of a request: those of Next's `cookies()` and `NextRequest`, a `Map`, or an object
 * of names and values, such as `req.cookies` of the Pages Router.
 */
export function cookieLookup(cookies: unknown): CookieLookup {
  if (typeof cookies !== "object" || cookies === null)
    return { get: () => undefined, names: () => [] };
  if ("getAll" in cookies && typeof cookies.getAll === "function") {
    const all: unknown = cookies.getAll();
    const pairs = (Array.isArray(all) ? all : []).map((each: unknown): [string, string] => {
      const { name, value } = Object(each);
      return [String(name), String(value)];
    });
    return fromMap(new Map(pairs));
  }
  if (cookies instanceof Map) return fromMap(cookies);
  return {
    get: (name) => (Object.hasOwn(cookies, name) ? textOf(Reflect.get(cookies, name)) : undefined),
    names: () => Object.keys(cookies),
  };
}

function fromMap(map: ReadonlyMap<unknown, unknown>): CookieLookup {
  return {
    get: (name) => textOf(map.get(name)),
    names: () => [...map.keys()].filter((name) => typeof name === "string"),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
