import type { Account, CallbacksOptions, User } from "../../types.ts";
import type { RouteContext } from "../context.ts";
import { emit } from "../events.ts";
import { tokenOf } from "../finish.ts";
import { asError } from "../logger.ts";
import type { AuthResponse } from "../message.ts";
import type { ResolvedCredentials } from "../providers.ts";

type Params<Name extends "signIn" | "jwt"> = Parameters<CallbacksOptions[Name]>[0];

/**
 * Signs a user in with a credentials provider. The CSRF token is verified.
 *
 * @throws {StoreUnavailableError} when the store of the sessions does not answer.
 */
export async function credentialsCallback(
  context: RouteContext,
  provider: ResolvedCredentials,
): Promise<AuthResponse> {
  const { settings, request, callbackUrl, setCookies } = context;
  const { url, callbacks } = settings;
  const refused = (status: number | undefined, query: string): AuthResponse => ({
    ...(status === undefined ? {} : { status }),
    redirect: `${url}/error?${query}`,
    setCookies,
  });

  let user: User | null;
  try {
    user = await authorize(context, provider);
  } catch (error) {
    return refused(401, `error=${encodeURIComponent(asError(error).message)}`);
  }
  if (!user) {
    const query = new URLSearchParams({ error: "CredentialsSignin", provider: provider.id });
    return refused(401, query.toString());
  }

  const account = {
    providerAccountId: user.id,
    type: "credentials",
    provider: provider.id,
  } satisfies Account;
  try {
    // next-auth 4 declares fields and passes the credentials themselves.
    const params = { user, account, credentials: request.body } as Params<"signIn">;
    const isAllowed = await callbacks.signIn(params);
    if (!isAllowed) return refused(403, "error=AccessDenied");
    if (typeof isAllowed === "string") return { redirect: isAllowed, setCookies };
  } catch (error) {
    return refused(undefined, `error=${encodeURIComponent(asError(error).message)}`);
  }

  const sessionCookies = await begin(context, user, account);
  if (sessionCookies === null) return refused(undefined, "error=Callback");
  await emit(settings, "signIn", { user, account });
  return { redirect: callbackUrl, setCookies: [...setCookies, ...sessionCookies] };
}

/**
 * Begins the session of a user. Under `session.strategy: "database"` the user must be in the adapter.
 * Returns `null` otherwise, and logs it.
 */
async function begin(
  { settings, request }: RouteContext,
  user: User,
  account: Account,
): Promise<string[] | null> {
  const { adapter, adapterSessions: sessions, callbacks, keeper, logger } = settings;
  if (sessions !== null) {
    if (await adapter?.getUser(user.id)) {
      return sessions.store(request.cookies, await sessions.begin(user.id));
    }
    const message = "The adapter has no user with the id that authorize returned.";
    logger.error("CALLBACK_CREDENTIALS_HANDLER_ERROR", new Error(message));
    return null;
  }
  const params = { token: tokenOf(user), user, account, isNewUser: false, trigger: "signIn" };
  return keeper.issue(request, await callbacks.jwt(params as Params<"jwt">));
}

async function authorize({ request }: RouteContext, provider: ResolvedCredentials) {
  const { body, query, headerFields: headers, method } = request;
  // The fields come from the browser. The program's own type of the credentials is a claim.
  const credentials = body as Record<string, string> | undefined;
  return provider.authorize(credentials, { query, body, headers, method });
}
