import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { tooMany } from "../limits/budgets.ts";
import type { LimitRule } from "../limits/contract.ts";
import { rateLimited } from "../shared/rate-limited.ts";

/**
 * Responses from one address. Nobody can guess a signature, so the limit keeps the work of the server small.
 * There is none for a passkey or a user: a stranger could use it up, and lock the owner out.
 */
export const RESPONSES: LimitRule = { name: "passkey-address", attempts: 300, within: 600 };

/** New users from one address. */
export const SIGN_UPS: LimitRule = { name: "passkey-sign-up", attempts: 10, within: 3_600 };

/** Counts an attempt of the client's address. Returns the refusal when there were too many. */
export async function limit(
  { limiter, address }: OperationContext,
  rule: LimitRule,
): Promise<MethodOutcome | null> {
  return address === null ? null : rateLimited(await tooMany(limiter, [[rule, address]]));
}
