/** The value of `NEXT_PHASE` while `next build` imports the modules of the app. */
const BUILD_PHASE = "phase-production-build";

/**
 * Returns a function that returns one value, which `create` makes. The value is created at once, so
 * that an invalid configuration stops the server at start. During `next build` the value is created
 * at its first use, because a build has no secrets.
 */
export function createAtStart<T>(create: () => T): () => T {
  let created: { readonly value: T } | null = null;
  const get = (): T => {
    created ??= { value: create() };
    return created.value;
  };
  if (process.env["NEXT_PHASE"] !== BUILD_PHASE) get();
  return get;
}
