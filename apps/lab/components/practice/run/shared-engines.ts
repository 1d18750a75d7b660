import type { Engine } from "sandbox/browser";

const engines = new Map<string, Promise<Engine>>();

/** Returns the engine of an address. All programs of the page share it. The first call loads its code. */
export function sharedEngine(base: string): Promise<Engine> {
  const known = engines.get(base);
  if (known) return known;
  const loading = import("sandbox/browser").then(({ engine }) => engine(base));
  engines.set(base, loading);
  // The next run loads the code again.
  loading.catch(() => engines.delete(base));
  return loading;
}
