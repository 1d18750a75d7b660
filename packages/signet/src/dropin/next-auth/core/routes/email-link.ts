import { isStoreUnavailable } from "../../../../errors.ts";
import type { Account } from "../../account-types.ts";
import { confirmPage } from "../../pages/confirm.ts";
import type { RouteContext } from "../context.ts";
import { adapterOf, hashOf, userOf } from "../email-user.ts";
import { finishSignIn, refusalOf } from "../finish.ts";
import { asError } from "../logger.ts";
import { type AuthResponse, NO_CACHE, textIn } from "../message.ts";
import type { ResolvedEmail } from "../providers.ts";
import { signInByEmail } from "../sign-in-user.ts";

/**
 * Responds to an opened link with a page that has a button, and signs in when the button is pressed.
 * Programs that scan mails open links too, and must not use them up.
 */
export async function emailCallback(
  context: RouteContext,
  provider: ResolvedEmail,
): Promise<AuthResponse> {
  const { settings, request, csrf, setCookies } = context;
  const token = textIn(request.query, "token");
  if (!token) return { redirect: `${settings.url}/error?error=configuration`, setCookies };
  if (!isUsersOwn(context)) {
    const query = new URLSearchParams();
    for (const name of ["callbackUrl", "token", "email"]) {
      const value = textIn(request.query, name);
      if (value !== undefined) query.append(name, value);
    }
    const body = confirmPage({
      action: `${provider.callbackUrl}?${query}`,
      host: settings.url.host,
      csrfToken: csrf.token,
      theme: settings.options.theme,
    });
    const headers = {
      "Content-Type": "text/html",
      // The address of the page contains the token.
      "Referrer-Policy": "no-referrer",
      // Another site must not lead a user to the button without showing it.
      "Content-Security-Policy": "frame-ancestors 'none'",
      ...NO_CACHE,
    };
    return { headers, body, setCookies };
  }
  try {
    return await redeem(context, provider, token);
  } catch (error) {
    if (isStoreUnavailable(error)) throw error;
    const isNew = asError(error).name === "CreateUserError";
    if (!isNew) settings.logger.error("CALLBACK_EMAIL_ERROR", asError(error));
    const code = isNew ? "EmailCreateAccount" : "Callback";
    return { redirect: `${settings.url}/error?error=${code}`, setCookies };
  }
}

/** Checks whether the user pressed the button of the page, or a link or button of the program's own page. */
function isUsersOwn({ request: { method, headers }, csrf }: RouteContext): boolean {
  const isSameOrigin = headers.get("sec-fetch-site") === "same-origin";
  if (method === "POST") return csrf.isVerified || isSameOrigin;
  return isSameOrigin && headers.get("sec-fetch-user") === "?1";
}

async function redeem(
  context: RouteContext,
  provider: ResolvedEmail,
  token: string,
): Promise<AuthResponse> {
  const { settings, request, setCookies } = context;
  const adapter = adapterOf(context);
  const identifier = textIn(request.query, "email");
  const invite = await adapter.takeVerificationToken({
    // A program may leave the address out of its links.
    identifier: identifier as string,
    token: await hashOf(token, provider, settings.secret),
  });
  const isValid =
    invite &&
    invite.expires.valueOf() >= Date.now() &&
    (!identifier || invite.identifier === identifier);
  if (!isValid) return { redirect: `${settings.url}/error?error=Verification`, setCookies };
  const user = await userOf(adapter, invite.identifier);
  const account: Account = {
    providerAccountId: user.email,
    type: "email",
    provider: provider.id,
  };
  const refusal = await refusalOf(context, { user, account });
  if (refusal !== null) return refusal;
  const signedIn = await signInByEmail(context, adapter, user);
  return finishSignIn(context, { ...signedIn, account });
}
