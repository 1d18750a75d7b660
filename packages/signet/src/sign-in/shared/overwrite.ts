import type { Authenticators, NewAuthenticator } from "../../accounts/contract.ts";

/**
 * Writes an authenticator of which a user has one at most, over a former one. Unlike a removed and added
 * one it goes on with the former version. Otherwise an operation that has read the former one, such as a
 * sign-in with the former password, could write the former data back.
 */
export async function overwrite(
  authenticators: Authenticators,
  authenticator: NewAuthenticator,
): Promise<void> {
  const { kind, id, data } = authenticator;
  for (;;) {
    const former = await authenticators.find(kind, id);
    const isWritten =
      former === null
        ? await authenticators.add(authenticator)
        : await authenticators.update(kind, id, { data, usedAt: null, ifVersion: former.version });
    if (isWritten) return;
  }
}
