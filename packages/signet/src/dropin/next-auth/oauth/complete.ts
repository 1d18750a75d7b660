import type { Account } from "../account-types.ts";
import type { Cookie } from "../cookies/session-cookies.ts";
import { type AuthRequest, textIn } from "../core/message.ts";
import { isPlain } from "../merge.ts";
import type { User } from "../session-types.ts";
import type { LoggerInstance } from "../types.ts";
import type { Unchecked } from "../unchecked.ts";
import { type CheckSettings, openChecks } from "./checks.ts";
import { oauthClient } from "./client.ts";
import { callbackError } from "./error.ts";
import type { ResolvedOAuth } from "./provider.ts";
import { tokenSetOf } from "./token-set.ts";
import type { CallbackParams, OAuthClient, TokenSetWithMethods } from "./types.ts";

/** A user that a provider has authenticated. */
export interface Proof {
  /** The result of `profile`. */
  readonly user: User;
  readonly account: Account;
  /** The profile as the provider sent it. */
  readonly profile: Record<string, Unchecked>;
}

export interface Completed {
  /** `null` when `profile` throws, which is logged. */
  readonly proof: Proof | null;
  /** The cookies that delete the values of the checks. */
  readonly cookies: readonly Cookie[];
}

interface CompleteSettings extends CheckSettings {
  readonly logger: LoggerInstance;
}

/** The parameters of a callback. Others are not passed on. */
const PARAMS = [
  "access_token",
  "code",
  "error_description",
  "error_uri",
  "error",
  "expires_in",
  "id_token",
  "iss",
  "response",
  "session_state",
  "state",
  "token_type",
];

/**
 * Completes a sign-in with the request that comes back from the provider.
 *
 * @throws {Error} `OAuthCallbackError` when a check fails or the provider refuses.
 */
export async function completeOAuth(
  provider: ResolvedOAuth,
  request: AuthRequest,
  settings: CompleteSettings,
): Promise<Completed> {
  try {
    const client = await oauthClient(provider);
    const { checks, used } = await openChecks(provider, request.cookies, settings);
    const params = { ...callbackParams(request), ...provider.token?.params };
    const tokens = await tokensOf(provider, client, params, checks);
    const profile = await profileOf(provider, client, tokens);
    return { proof: await proofOf(provider, tokens, profile, settings.logger), cookies: used };
  } catch (error) {
    throw callbackError(error);
  }
}

function callbackParams({ method, body, query }: AuthRequest): CallbackParams {
  const fields = method === "POST" ? body : query;
  const given = PARAMS.map((name) => [name, textIn(fields, name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

async function tokensOf(
  provider: ResolvedOAuth,
  client: OAuthClient,
  params: CallbackParams,
  checks: Parameters<OAuthClient["callback"]>[2],
): Promise<TokenSetWithMethods> {
  const { callbackUrl } = provider;
  if (provider.token?.request) {
    const context = { provider, params, checks: { ...checks }, client };
    // The program sees the provider as next-auth 4 gives it.
    const { tokens } = await provider.token.request(context as Unchecked);
    // These tokens have an expiry time already, when they come from the client.
    return "claims" in tokens && "expired" in tokens
      ? (tokens as TokenSetWithMethods)
      : tokenSetOf(tokens);
  }
  return provider.idToken
    ? client.callback(callbackUrl, params, checks)
    : client.oauthCallback(callbackUrl, params, checks);
}

/**
 * Returns the profile of the user.
 *
 * @throws {Error} when it belongs to another user than the ID token (OpenID Connect Core, section 5.3.2).
 */
async function profileOf(
  provider: ResolvedOAuth,
  client: OAuthClient,
  tokens: TokenSetWithMethods,
): Promise<Record<string, Unchecked>> {
  const { userinfo } = provider;
  if (!userinfo?.request && provider.idToken) return tokens.claims();
  const profile: unknown = userinfo?.request
    ? await userinfo.request({ provider, tokens, client } as Unchecked)
    : await client.userinfo(tokens, { params: userinfo?.params });
  if (!isPlain(profile)) throw new TypeError("The userinfo endpoint sent no profile.");
  const subject = tokens.id_token ? tokens.claims().sub : undefined;
  const { sub } = profile;
  if (subject !== undefined && sub !== undefined && sub !== subject) {
    throw new Error("The profile belongs to another user than the ID token.");
  }
  return profile;
}

async function proofOf(
  provider: ResolvedOAuth,
  tokens: TokenSetWithMethods,
  profile: Record<string, Unchecked>,
  logger: LoggerInstance,
): Promise<Proof | null> {
  try {
    const user = await provider.profile(profile, tokens);
    // As next-auth 4: the program's own object is changed.
    user.email = user.email?.toLowerCase();
    if (!user.id) {
      throw new TypeError(`Profile id is missing in ${provider.name} OAuth profile response`);
    }
    const account: Account = {
      ...tokens,
      provider: provider.id,
      type: provider.type,
      providerAccountId: user.id.toString(),
    };
    return { user, account, profile };
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    logger.error("OAUTH_PARSE_PROFILE_ERROR", { error: cause, OAuthProfile: profile });
    return null;
  }
}
