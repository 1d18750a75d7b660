import type { Accounts, User } from "../../accounts/contract.ts";
import type { RefusalReason } from "../contract/outcome.ts";
import type { SignInEvent } from "../events.ts";
import { addIdentity, renewIdentity, type StorableIdentity } from "./identities.ts";

/** Links an identity to a user, unless it belongs to another one. Nothing is ever merged. */
export async function linkIdentity<U extends User>(
  accounts: Accounts<U>,
  identity: StorableIdentity,
  userId: string,
  now: number,
): Promise<{ readonly events: readonly SignInEvent[] } | { readonly refused: RefusalReason }> {
  if ((await accounts.users.find(userId)) === null) return { refused: "not-signed-in" };
  const outcome = await addIdentity(accounts, identity, userId, now);
  if (outcome === "other") return { refused: "identity-taken" };
  const { issuer } = identity;
  if (outcome === "added") {
    return { events: [{ type: "identity-linked", userId, authenticator: issuer }] };
  }
  const found = await accounts.authenticators.find("identity", identity.id);
  if (found !== null) await renewIdentity(accounts, found, identity, now);
  return { events: [] };
}
