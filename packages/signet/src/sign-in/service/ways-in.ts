import type { User } from "../../accounts/contract.ts";
import type { Parts } from "./parts.ts";

/** Returns the kinds of authenticators by which users can sign in with the configured methods. */
export function kindsOfWaysIn<U extends User>({ setting }: Parts<U>): string[] {
  const ways = Object.values(setting.methods).filter(({ role }) => role !== "second");
  return [...new Set(ways.map(({ authenticator }) => authenticator))].filter(
    (kind) => kind !== null,
  );
}

/**
 * Returns the kinds of authenticators of which a user must keep one, for `Authenticators.remove`; `null`
 * if the user can sign in by a mail to a verified address.
 */
export async function waysIn<U extends User>(
  parts: Parts<U>,
  userId: string,
): Promise<string[] | null> {
  const { methods } = parts.setting;
  const isByAddress = Object.values(methods).some(
    ({ role, authenticator }) => role !== "second" && authenticator === null,
  );
  const user = isByAddress ? await parts.accounts.users.find(userId) : null;
  const hasAddress = user !== null && user.email !== null && user.emailVerifiedAt !== null;
  return hasAddress ? null : kindsOfWaysIn(parts);
}
