import * as nextCache from "next/cache.js";

/**
 * Waits for a request when Next prerenders a page (`cacheComponents`), so that the code after it may
 * read the clock. Resolves at once during a request, in `use cache: private` and outside of Next.
 */
export function waitForRequest(): Promise<void> {
  // Before Next 16.3 there is no io(), and connection() is forbidden in `use cache: private`.
  return "io" in nextCache ? nextCache.io() : Promise.resolve();
}
