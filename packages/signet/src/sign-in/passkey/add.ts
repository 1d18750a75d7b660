import type { OperationContext } from "../contract/operation.ts";
import { PASSKEY, type PasskeyData } from "./stored.ts";
import type { Registration } from "./verify-registration.ts";

/**
 * Adds a verified passkey to a user. Returns `false` when a passkey with this credential id exists, also of
 * another user (WebAuthn, section 7.1, step 26).
 */
export async function addPasskey(
  { accounts, emit, now }: OperationContext,
  userId: string,
  { id, data }: Registration,
  name: string,
): Promise<boolean> {
  const stored: PasskeyData = { name, ...data };
  const added = await accounts.authenticators.add({
    kind: PASSKEY,
    id,
    userId,
    data: JSON.stringify(stored),
    createdAt: now,
  });
  if (added) emit({ type: "passkey-added", userId, authenticator: id });
  return added;
}
