import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome, RefusalReason } from "../contract/outcome.ts";

export type Refused = Extract<MethodOutcome, { type: "refused" }>;

export function refused(
  reason: RefusalReason,
  details: Omit<Refused, "type" | "reason"> = {},
): Refused {
  return { type: "refused", reason, ...details };
}

/** Returns the refusal of a member with a wrong form. */
export function invalidField(field: string): Refused {
  return refused("invalid-input", { field });
}

/**
 * Returns the refusal of a wrong password, and reports the failure.
 *
 * @param why the reason for the log. The outcome never has it, because it reveals whether a user exists.
 */
export function wrongPassword(
  context: OperationContext,
  userId: string | null,
  why: "unknown-user" | "no-password" | "wrong-password" | "unreadable-hash" | "password-disabled",
  field?: string,
): Refused {
  context.emit({ type: "failed", userId, reason: why });
  return refused("wrong-credentials", field === undefined ? {} : { field });
}
