import type { Accounts, User } from "../../accounts/contract.ts";
import type { Profile } from "../contract/outcome.ts";
import { addIdentity, renewIdentity, type StorableIdentity } from "./identities.ts";
import { MOST_TRIES, type Resolved } from "./resolved.ts";

const LINK_NEEDED =
  "A user with this address exists. Sign in to it as usual, then link this identity. If you cannot, prove the address by a link in a message.";

/**
 * Returns the user of a proved identity. The identity is the issuer with the subject, never the address
 * (ASVS 6.8.1). A new identity joins a user with its address only if both sides have verified the
 * address, and the provider is trusted for it: an account that a stranger has prepared with the address
 * must not catch its owner, and a provider that verifies nothing must not open an account.
 */
export async function resolveIdentity<U extends User>(
  accounts: Accounts<U>,
  identity: StorableIdentity,
  signUp: "open" | "closed",
  now: number,
): Promise<Resolved<U>> {
  let isTaken = false;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const resolved =
      (await resolveKnown(accounts, identity, now)) ??
      (await resolveNew(accounts, identity, signUp, now));
    if (resolved !== "again" && resolved !== "taken") return resolved;
    isTaken = resolved === "taken";
  }
  // The table of an application may call an address taken that it does not find exactly, for example
  // because its index ignores case.
  if (isTaken) return { refused: "link-needed", detail: LINK_NEEDED };
  throw new Error("An identity was added and removed again several times during one sign-in.");
}

async function resolveKnown<U extends User>(
  accounts: Accounts<U>,
  identity: StorableIdentity,
  now: number,
): Promise<Resolved<U> | null> {
  const found = await accounts.authenticators.find("identity", identity.id);
  if (found === null) return null;
  const user = await accounts.users.find(found.userId);
  if (user === null) {
    // The application has removed the user, and the identity stayed.
    await accounts.authenticators.remove(found, null);
    return null;
  }
  await renewIdentity(accounts, found, identity, now);
  return { user, isNew: false, events: [] };
}

/** Returns `"again"` when another request has changed the outcome, and `"taken"` for a taken address. */
async function resolveNew<U extends User>(
  accounts: Accounts<U>,
  identity: StorableIdentity,
  signUp: "open" | "closed",
  now: number,
): Promise<Resolved<U> | "again" | "taken"> {
  const { profile, issuer, subject } = identity;
  const { email } = profile;
  const existing = email === null ? null : await accounts.users.findByEmail(email);
  if (existing !== null) return join(accounts, identity, existing, now);
  if (signUp === "closed") return { refused: "not-allowed", detail: "Sign-up is closed." };
  const { name, image } = profile;
  const hasVerified = email !== null && isVerified(profile);
  // An unverified address is added after the identity. Otherwise an outage between the two would leave a
  // user whom no one can sign in to, and whose address refuses the owner of the identity.
  const address = hasVerified
    ? { email, emailVerifiedAt: now }
    : { email: null, emailVerifiedAt: null };
  const user = await accounts.users.create(
    { ...address, name, image, createdAt: now },
    { issuer, subject, email, emailVerified: hasVerified },
  );
  if (user === "taken") return "taken";
  const outcome = await addIdentity(accounts, identity, user.id, now).catch(async (error) => {
    await accounts.users.remove(user.id).catch(() => false);
    throw error;
  });
  if (outcome === "other") {
    // Another callback of this identity was faster.
    await accounts.users.remove(user.id);
    return "again";
  }
  const whole =
    email === null || hasVerified ? user : await accounts.users.update(user.id, { email }, null);
  const events = [{ type: "signed-up", userId: user.id }] as const;
  return { user: whole === null || whole === "taken" ? user : whole, isNew: true, events };
}

async function join<U extends User>(
  accounts: Accounts<U>,
  identity: StorableIdentity,
  user: U,
  now: number,
): Promise<Resolved<U> | "again"> {
  if (user.emailVerifiedAt === null || !isVerified(identity.profile)) {
    return { refused: "link-needed", detail: LINK_NEEDED };
  }
  const outcome = await addIdentity(accounts, identity, user.id, now);
  if (outcome === "other") return "again";
  const { issuer } = identity;
  const linked = { type: "identity-linked", userId: user.id, authenticator: issuer } as const;
  return { user, isNew: false, events: outcome === "added" ? [linked] : [] };
}

/** Whether the provider has verified the address, and is trusted to say so. */
function isVerified({ emailVerified, trusted }: Profile): boolean {
  return emailVerified === true && trusted === true;
}
