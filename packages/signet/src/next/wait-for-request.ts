import * as nextCache from "next/cache.js";

/**
 * Waits for a request where Next renders a page before there is one (`cacheComponents`), so that what
 * follows may look at the clock. At once where a request is being answered, in `use cache: private`,
 * and outside of Next.
 */
export function waitForRequest(): Promise<void> {
  // Before Next 16.3 there is no io(), and connection() is forbidden in `use cache: private`.
  return "io" in nextCache ? nextCache.io() : Promise.resolve();
}
