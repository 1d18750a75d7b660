import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { type Budget, forget, tooMany } from "../limits/budgets.ts";
import { growingWaits } from "../limits/rules.ts";
import { rateLimited } from "../shared/rate-limited.ts";

/**
 * The wrong codes in a row after which an authenticator app is disabled until the user adds it again
 * (NIST SP 800-63B-4, section 3.2.2). The store counts them, so a restart forgets none.
 */
export const MOST_FAILURES = 100;

/** The method whose attempts are counted. */
type Counted = "totp-code" | "recovery-code";

/** Counts an attempt of a user. Returns the refusal when there were too many. */
export async function limitAttempts(
  context: OperationContext,
  counted: Counted,
  userId: string,
): Promise<MethodOutcome | null> {
  return rateLimited(await tooMany(context.limiter, await budgetsOf(context, counted, userId)));
}

/** Forgets the attempts of a user after a success. */
export async function forgetAttempts(
  context: OperationContext,
  counted: Counted,
  userId: string,
): Promise<void> {
  await forget(context.limiter, await budgetsOf(context, counted, userId));
}

/**
 * Returns the budgets of an account. A browser in which the user has signed in before has its own, so that
 * a person who has the first factor only cannot lock the user out of it.
 */
async function budgetsOf(
  context: OperationContext,
  counted: Counted,
  userId: string,
): Promise<readonly Budget[]> {
  const key = JSON.stringify([userId, await context.knownDevice(userId)]);
  return growingWaits(counted).map((rule) => [rule, key]);
}
