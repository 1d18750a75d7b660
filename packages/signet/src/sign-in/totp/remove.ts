import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { NOT_SIGNED_IN } from "./subject.ts";

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
  if (userId === undefined) return NOT_SIGNED_IN;
  const removed = await accounts.authenticators.removeAll(userId, ["totp", "recovery-code"]);
  if (removed > 0) emit({ type: "factor-removed", userId, authenticator: "totp" });
  return { type: "done" };
}
