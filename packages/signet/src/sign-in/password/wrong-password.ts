import { refused } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { Refused } from "../contract/outcome.ts";

/**
 * Returns the refusal of a wrong password, and reports the failure.
 *
 * @param why the reason for the log. The outcome never has it, because it reveals whether a user exists.
 * @param field the member of the input with the password, where its name reveals nothing.
 */
export function wrongPassword(
  context: OperationContext,
  userId: string | null,
  why: "unknown-user" | "no-password" | "wrong-password" | "unreadable-hash" | "password-disabled",
  field: string | null = null,
): Refused {
  context.emit({ type: "failed", userId, reason: why });
  return refused("wrong-credentials", { field });
}
