import type { Account } from "../account-types.ts";
import type { AdapterSession } from "../adapters.ts";
import type { JWT } from "../jwt/types.ts";
import type { User } from "../session-types.ts";
import type { CallbacksOptions } from "../types.ts";
import type { Unchecked } from "../unchecked.ts";
import type { RouteContext } from "./context.ts";
import { emit } from "./events.ts";
import type { AuthResponse } from "./message.ts";

/** A sign-in that the callback `signIn` allows. */
export interface Finished {
  readonly user: User;
  readonly account: Account;
  readonly isNewUser?: boolean | undefined;
  /** The session in the adapter that goes on. */
  readonly session?: AdapterSession | undefined;
  /** For the callback `jwt`: the profile as the provider sent it. */
  readonly rawProfile?: Unchecked;
  /** For the event `signIn`: the result of the provider's `profile`. */
  readonly profile?: User | undefined;
}

/** Begins the session of a sign-in, emits the event, and leads to the callback URL or to `pages.newUser`. */
export async function finishSignIn(
  context: RouteContext,
  finished: Finished,
): Promise<AuthResponse> {
  const { settings, callbackUrl, setCookies } = context;
  const { user, account, isNewUser, profile } = finished;
  const session = await begin(context, finished);
  const message = { user, account, ...(profile === undefined ? {} : { profile }), isNewUser };
  // next-auth 4 declares another type of profile.
  await emit(settings, "signIn", message as Unchecked);
  const { newUser } = settings.options.pages ?? {};
  const redirect =
    isNewUser && newUser
      ? `${newUser}${newUser.includes("?") ? "&" : "?"}callbackUrl=${encodeURIComponent(callbackUrl)}`
      : callbackUrl;
  return { redirect, setCookies: [...setCookies, ...session] };
}

async function begin(
  { settings, request }: RouteContext,
  { user, account, isNewUser, session, rawProfile }: Finished,
): Promise<string[]> {
  const { adapterSessions: sessions, callbacks, keeper } = settings;
  if (sessions !== null) {
    return sessions.store(request.cookies, session ?? (await sessions.begin(user.id)));
  }
  const params = {
    token: tokenOf(user),
    user,
    account,
    ...(rawProfile === undefined ? {} : { profile: rawProfile }),
    isNewUser,
    trigger: isNewUser ? "signUp" : "signIn",
  };
  const token = await callbacks.jwt(params as Parameters<CallbacksOptions["jwt"]>[0]);
  return keeper.issue(request, token);
}

/** Returns the token of a sign-in before the callback `jwt`. */
export function tokenOf({ id, name, email, image }: User): JWT {
  return { name, email, picture: image, sub: id?.toString() };
}

/** Asks the callback `signIn` whether a sign-in goes on. Returns the response when it does not. */
export async function refusalOf(
  { settings, setCookies }: RouteContext,
  params: Omit<Parameters<CallbacksOptions["signIn"]>[0], "profile"> & { profile?: Unchecked },
  errorText: (error: unknown) => string = messageOf,
): Promise<AuthResponse | null> {
  const { url, callbacks } = settings;
  try {
    const isAllowed = await callbacks.signIn(params);
    if (!isAllowed) return { redirect: `${url}/error?error=AccessDenied`, setCookies };
    return typeof isAllowed === "string" ? { redirect: isAllowed, setCookies } : null;
  } catch (error) {
    return { redirect: `${url}/error?error=${errorText(error)}`, setCookies };
  }
}

function messageOf(error: unknown): string {
  return encodeURIComponent(error instanceof Error ? error.message : String(error));
}
