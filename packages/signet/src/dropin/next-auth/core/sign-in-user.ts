import type { Account } from "../account-types.ts";
import type { GuardedAdapter } from "../adapter/guarded.ts";
import type { AdapterSession, AdapterUser } from "../adapters.ts";
import type { ResolvedOAuth } from "../oauth/provider.ts";
import type { User } from "../session-types.ts";
import type { Unchecked } from "../unchecked.ts";
import type { RouteContext } from "./context.ts";
import { emit } from "./events.ts";

/** The user that a provider or an e-mail link has authenticated. */
export interface Authenticated {
  readonly user: User;
  readonly account: Account;
}

/** The user of a sign-in, after the adapter. */
export interface SignedInUser {
  readonly user: User;
  readonly isNewUser?: boolean;
  /** The session of this browser in the adapter, when the sign-in goes on with it. */
  readonly session?: AdapterSession;
}

/** Creates the error for an account that cannot be linked to a user. The name is that of next-auth 4. */
function notLinked(message: string): Error {
  return Object.assign(new Error(message), { name: "AccountNotLinkedError" });
}

type Context = Pick<RouteContext, "settings" | "request">;

/** Finds or creates the user of an e-mail address whose owner opened a link. */
export async function signInByEmail(
  { settings, request }: Context,
  adapter: GuardedAdapter,
  profile: AdapterUser,
): Promise<SignedInUser> {
  const known = await adapter.getUserByEmail(profile.email);
  if (known) {
    const { adapterSessions: sessions } = settings;
    const token = sessions?.tokenIn(request.cookies);
    if (sessions && token !== undefined) {
      const held = await sessions.read(token);
      if (held?.user.id !== known.id) await sessions.end(token);
    }
    const user = await adapter.updateUser({ id: known.id, emailVerified: new Date() });
    await emit(settings, "updateUser", { user });
    return { user, isNewUser: false };
  }
  const { id: _, ...newUser } = { ...profile, emailVerified: new Date() };
  const user = await adapter.createUser(newUser);
  await emit(settings, "createUser", { user });
  return { user, isNewUser: true };
}

/**
 * Finds the user of an account at a provider, or links the account: to the signed-in user, to the user
 * with the same address where the provider allows it, or to a new user.
 *
 * @throws {Error} `AccountNotLinkedError` when the account belongs to another user, or its address does.
 */
export async function signInByAccount(
  context: Context,
  adapter: GuardedAdapter,
  {
    user: profile,
    account,
    provider,
    rawProfile,
  }: Authenticated & { readonly provider: ResolvedOAuth; readonly rawProfile: Unchecked },
): Promise<SignedInUser> {
  const { settings } = context;
  const current = await currentUser(context, adapter);
  const { providerAccountId } = account;
  const owner = await adapter.getUserByAccount({ providerAccountId, provider: account.provider });
  if (owner && current && owner.id !== current.user.id) {
    throw notLinked("The account is already associated with another user");
  }
  if (owner) return { isNewUser: false, ...current, user: owner };

  const link = async (user: AdapterUser) => {
    await adapter.linkAccount({ ...account, userId: user.id });
    await emit(settings, "linkAccount", { user, account, profile });
  };
  if (current) {
    await link(current.user);
    return { isNewUser: false, ...current };
  }
  const user =
    (await userByAddress(adapter, profile, { provider, rawProfile })) ??
    (await adapter.createUser(newUserOf(profile)));
  await emit(settings, "createUser", { user });
  await link(user);
  return { user, isNewUser: true };
}

function newUserOf({ id: _, ...profile }: User): Omit<AdapterUser, "id"> {
  // next-auth 4 passes a profile without an address too.
  return { ...profile, emailVerified: null } as Omit<AdapterUser, "id">;
}

/** Returns the user with the address of a profile, if the account may be linked to that user. */
async function userByAddress(
  adapter: GuardedAdapter,
  { email }: User,
  { provider, rawProfile }: { readonly provider: ResolvedOAuth; readonly rawProfile: Unchecked },
): Promise<AdapterUser | null> {
  const user = email ? await adapter.getUserByEmail(email) : null;
  if (!user) return null;
  if (provider.allowDangerousEmailAccountLinking && !saysUnverified(rawProfile)) return user;
  throw notLinked("Another account already exists with the same e-mail address");
}

/** Checks whether a profile says that its address is not verified. Then linking would give an account away. */
function saysUnverified({ email_verified, verified }: Record<string, unknown>): boolean {
  const said = [email_verified, verified].filter((value) => value !== undefined);
  return said.some((value) => value !== true && value !== "true");
}

/** Returns the user who is signed in in this browser. */
async function currentUser(
  { settings, request }: Context,
  adapter: GuardedAdapter,
): Promise<{ readonly user: AdapterUser; readonly session?: AdapterSession } | null> {
  const { adapterSessions: sessions, keeper } = settings;
  if (sessions !== null) {
    const token = sessions.tokenIn(request.cookies);
    return token === undefined ? null : sessions.read(token);
  }
  const kept = await keeper.read(request);
  const id = kept.status === "active" ? kept.token.sub : undefined;
  const user = id === undefined ? null : await adapter.getUser(id);
  return user ? { user } : null;
}
