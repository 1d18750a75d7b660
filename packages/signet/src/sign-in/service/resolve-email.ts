import type { Accounts, User } from "../../accounts/contract.ts";
import type { Profile } from "../contract/outcome.ts";
import { MOST_TRIES, type Resolved } from "./resolved.ts";

/** What a first proof of an address does beside the accounts. */
export interface FirstProof {
  readonly signUp: "open" | "closed";
  /** Ends all sessions and pending sign-ins of a user. */
  endSessions(userId: string): Promise<void>;
}

/** Returns the user of an address that was proved by a link or a code of our own. */
export async function resolveEmail<U extends User>(
  accounts: Accounts<U>,
  profile: Profile,
  first: FirstProof,
  now: number,
): Promise<Resolved<U>> {
  const { email } = profile;
  if (email === null || !profile.emailVerified) return { refused: "wrong-credentials" };
  let isTaken = false;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const user = await accounts.users.findByEmail(email);
    const resolved =
      user === null
        ? await create(accounts, { ...profile, email }, first.signUp, now)
        : await take(accounts, user, email, first, now);
    if (resolved !== "again" && resolved !== "taken") return resolved;
    isTaken = resolved === "taken";
  }
  // The table of an application may call an address taken that it does not find exactly.
  if (isTaken)
    return { refused: "not-allowed", detail: "Sign-up with this address is not possible." };
  throw new Error("A user was made and removed again several times during one sign-in.");
}

async function create<U extends User>(
  { users }: Accounts<U>,
  { email, name, image }: Profile & { readonly email: string },
  signUp: "open" | "closed",
  now: number,
): Promise<Resolved<U> | "taken"> {
  if (signUp === "closed") return { refused: "not-allowed", detail: "Sign-up is closed." };
  const user = await users.create({ email, emailVerifiedAt: now, name, image, createdAt: now });
  if (user === "taken") return "taken";
  const { id: userId } = user;
  const events = [
    { type: "signed-up", userId } as const,
    { type: "email-verified", userId } as const,
  ];
  return { user, isNew: true, events };
}

/**
 * Signs in the user of an address. The first proof of an address takes the account over: everything that
 * was set before it may be of a stranger who used the address (account pre-hijacking, Sudhodanan and
 * Paverd, 2022). So it ends the sessions, and removes passwords, identities, passkeys and factors.
 */
async function take<U extends User>(
  accounts: Accounts<U>,
  user: U,
  email: string,
  { endSessions }: FirstProof,
  now: number,
): Promise<Resolved<U> | "again"> {
  if (user.emailVerifiedAt !== null) return { user, isNew: false, events: [] };
  await endSessions(user.id);
  await accounts.authenticators.removeAll(user.id, null);
  const verified = await accounts.users.update(user.id, { emailVerifiedAt: now }, email);
  if (verified === null || verified === "taken") return "again";
  // Once more, for a request of the stranger that ran in between.
  await accounts.authenticators.removeAll(user.id, null);
  await endSessions(user.id);
  return { user: verified, isNew: false, events: [{ type: "email-verified", userId: user.id }] };
}
