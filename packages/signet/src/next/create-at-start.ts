/** `NEXT_PHASE` while `next build` imports every module without serving anybody. */
const BUILD_PHASE = "phase-production-build";

/**
 * Makes the engine at once, so that a bad configuration stops the server at start; but in
 * `next build`, which has no business with secrets, only when it is used.
 */
export function createAtStart<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  const get = (): T => {
    made ??= { value: make() };
    return made.value;
  };
  if (process.env["NEXT_PHASE"] !== BUILD_PHASE) get();
  return get;
}
