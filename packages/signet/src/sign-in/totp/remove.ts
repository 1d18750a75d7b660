import { done, refused } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";

/**
 * Removes the authenticator app of the user, and the recovery codes, which stand in for the app. Without
 * an app there is nothing to do.
 */
export async function removeTotp({
  session,
  accounts,
  emit,
}: OperationContext): Promise<MethodOutcome> {
  const userId = session?.userId;
  if (userId === undefined) return refused("not-signed-in");
  const removed = await accounts.authenticators.removeAll(userId, ["totp", "recovery-code"]);
  if (removed > 0) emit({ type: "factor-removed", userId, authenticator: "totp" });
  return done();
}
