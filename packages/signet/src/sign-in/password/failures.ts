import type { OperationContext } from "../contract/operation.ts";
import { oneTimeId } from "../shared/one-time.ts";

const PURPOSE = "password-failures";

/** The consecutive failures after which a password is disabled (NIST SP 800-63B-4, §3.2.2). */
export const MOST_FAILURES = 100;

/** The count of a user stays until a success or a reset; ten years. Milliseconds. */
const KEPT = 10 * 365 * 86_400_000;
/** Without mail no reset can enable a password again. Then the count ends after a day; milliseconds. */
const KEPT_WITHOUT_RESET = 86_400_000;
/** The count for an address without a user exists only to take the same time. Milliseconds. */
const KEPT_FOR_NOBODY = 60_000;

/** The account and browser whose failures are counted together. */
export interface Guesser {
  /** The user; `null` for an address without a user. */
  readonly userId: string | null;
  /** The address or another text for an account without a user. */
  readonly name: string;
  /** The known browser of the user; `null` for all others together. */
  readonly device: string | null;
}

/**
 * Counts an attempt before its password is verified, in the account store, so that a restart does not
 * forget it. Returns the attempts since the last success, with this one. For an address without a user it
 * does the same work.
 *
 * @param canReset whether a user can reset a disabled password.
 */
export async function countFailure(
  context: OperationContext,
  guesser: Guesser,
  canReset: boolean,
): Promise<number> {
  const { oneTime } = context.accounts;
  const id = await idOf(guesser);
  const group = guesser.userId ?? id;
  const kept = canReset ? KEPT : KEPT_WITHOUT_RESET;
  const expiresAt = context.now + (guesser.userId === null ? KEPT_FOR_NOBODY : kept);
  // Writes nothing if the count has begun.
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

function idOf({ userId, name, device }: Guesser): Promise<string> {
  return oneTimeId(PURPOSE, JSON.stringify(userId === null ? [null, name] : [userId, device]));
}
