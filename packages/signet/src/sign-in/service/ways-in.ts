import type { AuthenticatorKey, User } from "../../accounts/contract.ts";
import type { MethodParts } from "../contract/operation.ts";
import type { Parts } from "./parts.ts";

function firstMethods<U extends User>({ setting }: Parts<U>): MethodParts[] {
  return Object.values(setting.methods).filter(({ role }) => role !== "second");
}

/** Checks whether a kind of authenticator is one by which users can sign in with the configured methods. */
export function isKindOfWayIn<U extends User>(parts: Parts<U>, kind: string): boolean {
  return firstMethods(parts).some(({ authenticator }) => authenticator === kind);
}

/**
 * Returns the authenticators by which a user can sign in, for `Authenticators.remove`; `null` if the user
 * can sign in by a mail to a verified address. An identity of a provider that is no longer configured is none.
 */
export async function waysIn<U extends User>(
  parts: Parts<U>,
  userId: string,
): Promise<AuthenticatorKey[] | null> {
  const { users, authenticators } = parts.accounts;
  const methods = firstMethods(parts);
  const isByAddress = methods.some(({ authenticator }) => authenticator === null);
  const user = isByAddress ? await users.find(userId) : null;
  if (user !== null && user.email !== null && user.emailVerifiedAt !== null) return null;
  return (await authenticators.list(userId))
    .filter(({ kind, id }) =>
      methods.some((method) => method.authenticator === kind && method.takes(id)),
    )
    .map(({ kind, id }) => ({ kind, id }));
}
