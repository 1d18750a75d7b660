import type { JWT } from "../../jwt/types.ts";
import type { Account, CallbacksOptions, User } from "../../types.ts";
import type { RouteContext } from "../context.ts";
import { emit } from "../events.ts";
import { asError } from "../logger.ts";
import type { AuthResponse } from "../message.ts";
import type { ResolvedProvider } from "../providers.ts";

type Params<Name extends "signIn" | "jwt"> = Parameters<CallbacksOptions[Name]>[0];

/**
 * Signs a user in with a credentials provider. The CSRF token is verified.
 *
 * @throws {StoreUnavailableError} when the store of the sessions does not answer.
 */
export async function credentialsCallback(
  context: RouteContext,
  provider: ResolvedProvider,
): Promise<AuthResponse> {
  const { settings, request, callbackUrl, setCookies } = context;
  const { url, callbacks, keeper } = settings;
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

  const params = { token: tokenOf(user), user, account, isNewUser: false, trigger: "signIn" };
  const token = await callbacks.jwt(params as Params<"jwt">);
  const sessionCookies = await keeper.issue(request, token);
  await emit(settings, "signIn", { user, account });
  return { redirect: callbackUrl, setCookies: [...setCookies, ...sessionCookies] };
}

async function authorize({ request }: RouteContext, provider: ResolvedProvider) {
  const { body, query, headerFields: headers, method } = request;
  // The fields come from the browser. The program's own type of the credentials is a claim.
  const credentials = body as Record<string, string> | undefined;
  return provider.authorize(credentials, { query, body, headers, method });
}

/** Returns the token of a sign-in before the callback `jwt`. */
function tokenOf({ id, name, email, image }: User): JWT {
  return { name, email, picture: image, sub: id?.toString() };
}
