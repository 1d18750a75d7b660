import { refused } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import type { Passkey } from "./stored.ts";

/** A reason for the log, which the caller never sees. */
export interface Problem {
  readonly problem: string;
}

/**
 * Refuses a passkey. The caller learns nothing of the reason: an unknown passkey and a wrong one give the
 * same answer. The reason is in the event.
 */
export function refusePasskey(
  context: OperationContext,
  reason: string,
  passkey: Pick<Passkey, "id" | "userId"> | null = null,
): MethodOutcome {
  context.emit({
    type: "passkey-refused",
    reason,
    userId: passkey?.userId ?? null,
    ...(passkey === null ? {} : { authenticator: passkey.id }),
  });
  return refused("wrong-credentials");
}

/** The errors of @simplewebauthn/server that have a name in the log, by a part of their name and message. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^UnexpectedRPIDHash/, "wrong-rp-id"],
  [/^InvalidBackupFlags/, "impossible-backup-flags"],
  [/response type/, "wrong-type"],
  [/challenge/, "wrong-challenge"],
  [/top origin/i, "cross-origin"],
  [/response origin/, "wrong-origin"],
  [/public key alg/, "algorithm-not-allowed"],
  [/user could not be verified/, "user-not-verified"],
  [/user (was )?not present/i, "user-not-present"],
];

/** Names an error of @simplewebauthn/server for the log. Its messages may change; then the name is general. */
export function problemOf(error: unknown): Problem {
  const text = String(error);
  return { problem: ERRORS.find(([part]) => part.test(text))?.[1] ?? "invalid-response" };
}
