import { isStoreUnavailable } from "../../../../errors.ts";
import { setCookieText } from "../../cookies/set-cookie.ts";
import { beginOAuth } from "../../oauth/begin.ts";
import { answersByForm, cookieOf } from "../../oauth/checks.ts";
import { type Completed, completeOAuth, type Proof } from "../../oauth/complete.ts";
import { describeError } from "../../oauth/error.ts";
import type { ResolvedOAuth } from "../../oauth/provider.ts";
import type { RouteContext } from "../context.ts";
import { finishSignIn, refusalOf } from "../finish.ts";
import { asError } from "../logger.ts";
import { type AuthResponse, textIn } from "../message.ts";
import { signInByAccount } from "../sign-in-user.ts";

/** Sends the browser to the sign-in page of an OAuth provider. The CSRF token is verified. */
export async function oauthSignIn(
  { settings, request, callbackUrl, setCookies }: RouteContext,
  provider: ResolvedOAuth,
): Promise<AuthResponse> {
  const { url, logger } = settings;
  try {
    const begun = await beginOAuth(provider, request.query, settings);
    logger.debug("GET_AUTHORIZATION_URL", { url: begun.redirect, providerId: provider.id });
    // The cookie of the callback URL has to come back with the provider's form as well.
    const returnTo = answersByForm(provider)
      ? [{ ...cookieOf("callbackUrl", provider, settings), value: callbackUrl }]
      : [];
    const cookies = [...returnTo, ...begun.cookies].map(setCookieText);
    return { redirect: begun.redirect, setCookies: [...setCookies, ...cookies] };
  } catch (error) {
    // The errors of openid-client hold responses, so only their message is logged.
    logger.error("SIGNIN_OAUTH_ERROR", {
      error: new Error(describeError(error)),
      providerId: provider.id,
    });
    return { redirect: `${url}/error?error=OAuthSignin`, setCookies };
  }
}

/** Completes a sign-in when the browser comes back from an OAuth provider. */
export async function oauthCallback(
  context: RouteContext,
  provider: ResolvedOAuth,
): Promise<AuthResponse> {
  const { settings, request, setCookies } = context;
  const { logger, url } = settings;
  const refused = textIn(request.body, "error") ?? textIn(request.query, "error");
  if (refused) {
    const error = new Error(refused);
    const error_description = textIn(request.query, "error_description");
    logger.error("OAUTH_CALLBACK_HANDLER_ERROR", {
      error,
      error_description,
      providerId: provider.id,
    });
    logger.error("OAUTH_CALLBACK_ERROR", error);
    return { redirect: `${url}/error?error=Callback`, setCookies };
  }
  let completed: Completed;
  try {
    completed = await completeOAuth(provider, request, settings);
  } catch (error) {
    logger.error("OAUTH_CALLBACK_ERROR", { error: asError(error), providerId: provider.id });
    return { redirect: `${url}/error?error=OAuthCallback`, setCookies };
  }
  const used = completed.cookies.map(setCookieText);
  const after = { ...context, setCookies: [...setCookies, ...used] };
  const { proof } = completed;
  if (proof === null) return { redirect: `${url}/signin`, setCookies: after.setCookies };
  try {
    return await signIn(after, provider, proof);
  } catch (error) {
    if (isStoreUnavailable(error)) throw error;
    return {
      redirect: `${url}/error?error=${failureOf(context, error)}`,
      setCookies: after.setCookies,
    };
  }
}

async function signIn(
  context: RouteContext,
  provider: ResolvedOAuth,
  { user: profile, account, profile: rawProfile }: Proof,
): Promise<AuthResponse> {
  const { adapter } = context.settings;
  const { providerAccountId } = account;
  const known =
    adapter && (await adapter.getUserByAccount({ providerAccountId, provider: provider.id }));
  const params = { user: known || profile, account, profile: rawProfile };
  const refusal = await refusalOf(context, params);
  if (refusal !== null) return refusal;
  const authenticated = { user: profile, account, provider, rawProfile };
  const signedIn =
    adapter === null ? { user: profile } : await signInByAccount(context, adapter, authenticated);
  return finishSignIn(context, { ...signedIn, account, rawProfile, profile });
}

function failureOf({ settings }: RouteContext, error: unknown): string {
  const { name } = asError(error);
  if (name === "AccountNotLinkedError") return "OAuthAccountNotLinked";
  if (name === "CreateUserError") return "OAuthCreateAccount";
  settings.logger.error("OAUTH_CALLBACK_HANDLER_ERROR", asError(error));
  return "Callback";
}
