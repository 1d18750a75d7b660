import { refused } from "../contract/makers.ts";
import type { Refused } from "../contract/outcome.ts";

/**
 * Returns the refusal of an attempt; `null` for an attempt that is allowed.
 *
 * @param retryAfter the result of `tooMany`: seconds, or `null`.
 */
export function rateLimited(retryAfter: number | null): Refused | null {
  return retryAfter === null ? null : refused("rate-limited", { retryAfter });
}
