import type { Limiter, LimitRule } from "./contract.ts";

/** A rule with the key whose attempts it counts. */
export type Budget = readonly [rule: LimitRule, key: string];

/**
 * Counts an attempt in each budget, in order. Returns `null` if all budgets allow it. Otherwise it returns the
 * seconds to wait, and the budgets after the one that is used up do not count the attempt. So name the
 * narrow budgets first: a client that is refused does not use up the budget of an account.
 *
 * @example
 * ```ts
 * import { growingWaits, memoryLimiter, tooMany } from "signet-auth/sign-in";
 *
 * const limiter = memoryLimiter();
 * const budgets = growingWaits("invitation").map((rule) => [rule, "ada@example.com"] as const);
 * const retryAfter = await tooMany(limiter, budgets);
 * ```
 */
export async function tooMany(
  limiter: Limiter,
  budgets: readonly Budget[],
): Promise<number | null> {
  for (const [rule, key] of budgets) {
    const result = await limiter.consume(rule, key);
    if (!result.allowed) return result.retryAfter;
  }
  return null;
}

/** Forgets the attempts of each budget, after a success. */
export async function forget(limiter: Limiter, budgets: readonly Budget[]): Promise<void> {
  await Promise.all(budgets.map(([rule, key]) => limiter.reset(rule, key)));
}
