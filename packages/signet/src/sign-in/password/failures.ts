import type { OperationContext } from "../contract.ts";
import { oneTimeId } from "../shared/one-time.ts";

const PURPOSE = "password-failures";

/** The consecutive failures after which a password is disabled (NIST SP 800-63B-4, §3.2.2). */
export const MOST_FAILURES = 100;

/** The count of a user stays until a success or a reset; ten years. Milliseconds. */
const KEPT = 10 * 365 * 86_400_000;
/** The count for an unknown user exists only to take the same time. Milliseconds. */
const KEPT_FOR_NOBODY = 60_000;

/** The user and browser whose failures are counted together; `null` for an unknown user. */
export interface Guesser {
  readonly userId: string;
  /** The known browser of the user; `null` for all others together. */
  readonly device: string | null;
}

/**
 * Counts an attempt before its password is verified, in the account store, so that a restart does not
 * forget it. Returns the attempts since the last success, with this one. For an unknown user it does the
 * same work.
 */
export async function countFailure(
  context: OperationContext,
  guesser: Guesser | null,
): Promise<number> {
  const { oneTime } = context.accounts;
  const group = guesser?.userId ?? crypto.randomUUID();
  const id = await idOf({ userId: group, device: guesser?.device ?? null });
  const counted = await oneTime.countAttempt(id, context.now);
  if (counted !== null) return counted;
  const expiresAt = context.now + (guesser === null ? KEPT_FOR_NOBODY : KEPT);
  await oneTime.put({ id, purpose: PURPOSE, group, data: "{}", expiresAt }, context.now);
  return (await oneTime.countAttempt(id, context.now)) ?? 1;
}

/** Ends the count of a browser, after a success. */
export async function forgetFailures(context: OperationContext, guesser: Guesser): Promise<void> {
  await context.accounts.oneTime.take(await idOf(guesser), context.now);
}

/** Ends the counts of a user on all browsers, after a reset. */
export async function forgetAllFailures(context: OperationContext, userId: string): Promise<void> {
  await context.accounts.oneTime.drop(PURPOSE, userId);
}

function idOf({ userId, device }: Guesser): Promise<string> {
  return oneTimeId(PURPOSE, JSON.stringify([userId, device]));
}
