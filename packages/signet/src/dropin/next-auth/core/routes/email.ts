import { sha256 } from "#crypto";
import { isStoreUnavailable } from "../../../../errors.ts";
import { parseEmail } from "../../../../sign-in/shared/email.ts";
import type { Account } from "../../account-types.ts";
import type { GuardedAdapter } from "../../adapter/guarded.ts";
import type { AdapterUser } from "../../adapters.ts";
import { confirmPage } from "../../pages/confirm.ts";
import type { EmailConfig } from "../../providers/email-types.ts";
import type { RouteContext } from "../context.ts";
import { hex } from "../csrf.ts";
import { finishSignIn, refusalOf } from "../finish.ts";
import { asError } from "../logger.ts";
import { type AuthResponse, NO_CACHE, textIn } from "../message.ts";
import type { ResolvedEmail } from "../providers.ts";
import { signInByEmail } from "../sign-in-user.ts";

/** The lifetime of a link in seconds, without `maxAge`. */
const ONE_DAY = 24 * 60 * 60;
const THEME = { colorScheme: "auto", logo: "", brandColor: "", buttonText: "" } as const;

/** Sends a sign-in link to the address in a form. The CSRF token is verified. */
export async function emailSignIn(
  context: RouteContext,
  provider: ResolvedEmail,
): Promise<AuthResponse> {
  const { settings, request, setCookies } = context;
  const { logger, url } = settings;
  const adapter = adapterOf(context);
  const failed = { redirect: `${url}/error?error=EmailSignin`, setCookies };
  const given = textIn(request.body, "email");
  if (!given) return failed;
  try {
    const email = (provider.normalizeIdentifier ?? plainAddress)(given);
    const user = await userOf(adapter, email);
    const account: Account = {
      providerAccountId: email,
      userId: email,
      type: "email",
      provider: provider.id,
    };
    const params = { user, account, email: { verificationRequest: true } };
    const refusal = await refusalOf(context, params, (error) =>
      new URLSearchParams({ "": String(error) }).toString().slice(1),
    );
    if (refusal !== null) return refusal;
    await sendLink(context, provider, email);
    const query = new URLSearchParams({ provider: provider.id, type: provider.type });
    return { redirect: `${url}/verify-request?${query}`, setCookies };
  } catch (error) {
    logger.error("SIGNIN_EMAIL_ERROR", { error: asError(error), providerId: provider.id });
    return failed;
  }
}

/** @throws {Error} for a text that is no plain address. */
function plainAddress(text: string): string {
  const email = parseEmail(text);
  if (email === null) throw new Error("Invalid email address format.");
  return email;
}

async function sendLink(
  context: RouteContext,
  provider: ResolvedEmail,
  identifier: string,
): Promise<void> {
  const { settings, callbackUrl } = context;
  const random = () => hex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
  const token = (await provider.generateVerificationToken?.()) ?? random();
  const expires = new Date(Date.now() + (provider.maxAge ?? ONE_DAY) * 1_000);
  const query = new URLSearchParams({ callbackUrl, token, email: identifier });
  const url = `${settings.url}/callback/${provider.id}?${query}`;
  const { theme = THEME } = settings.options;
  // next-auth 4 passes the provider without `options`.
  const shown = provider as ResolvedEmail & Pick<EmailConfig, "options">;
  await Promise.all([
    provider.sendVerificationRequest({ identifier, token, expires, url, provider: shown, theme }),
    adapterOf(context).createVerificationToken({
      identifier,
      token: await hashOf(token, provider, settings.secret),
      expires,
    }),
  ]);
}

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
    // The address of the page contains the token.
    const headers = { "Content-Type": "text/html", "Referrer-Policy": "no-referrer", ...NO_CACHE };
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

/** Returns the user of an address, or the one that would be created. */
async function userOf(adapter: GuardedAdapter, email: string): Promise<AdapterUser> {
  return (await adapter.getUserByEmail(email)) ?? { id: email, email, emailVerified: null };
}

/** Returns the hash under which the adapter keeps a token, as next-auth 4 computes it. */
async function hashOf(token: string, provider: ResolvedEmail, secret: string): Promise<string> {
  return hex(await sha256(`${token}${provider.secret ?? secret}`));
}

/** The configuration is checked, so an e-mail provider has an adapter. */
function adapterOf({ settings: { adapter } }: RouteContext): GuardedAdapter {
  if (adapter === null) throw new TypeError("E-mail login requires an adapter.");
  return adapter;
}
