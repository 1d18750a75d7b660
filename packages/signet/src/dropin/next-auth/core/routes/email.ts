import { parseEmail } from "../../../../sign-in/shared/email.ts";
import type { Account } from "../../account-types.ts";
import type { EmailConfig } from "../../providers/email-types.ts";
import type { RouteContext } from "../context.ts";
import { hex } from "../csrf.ts";
import { adapterOf, hashOf, userOf } from "../email-user.ts";
import { refusalOf } from "../finish.ts";
import { asError } from "../logger.ts";
import { type AuthResponse, textIn } from "../message.ts";
import type { ResolvedEmail } from "../providers.ts";

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
