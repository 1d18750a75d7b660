import type { Cookie } from "../cookies/session-cookies.ts";
import type { Fields } from "../core/message.ts";
import { type CheckSettings, sealChecks } from "./checks.ts";
import { oauthClient } from "./client.ts";
import { openIdClient } from "./openid-client.ts";
import type { ResolvedOAuth } from "./provider.ts";
import type { OAuthChecks } from "./types.ts";

/** Parameters that a request cannot choose, because the callback relies on them. */
const OWN: ReadonlySet<string> = new Set([
  "client_id",
  "redirect_uri",
  "response_type",
  "request",
  "request_uri",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
]);

/** Begins a sign-in: returns the URL of the provider, and the cookies that bind it to the browser. */
export async function beginOAuth(
  provider: ResolvedOAuth,
  query: Fields,
  settings: CheckSettings,
): Promise<{ readonly redirect: string; readonly cookies: Cookie[] }> {
  const { randomState, randomNonce, randomPKCECodeVerifier, calculatePKCECodeChallenge } =
    await openIdClient();
  const client = await oauthClient(provider);
  const chosen = Object.entries(query).filter(
    ([name, value]) => typeof value === "string" && !OWN.has(name),
  );
  const params: Record<string, unknown> = {
    ...provider.authorization?.params,
    ...Object.fromEntries(chosen),
  };
  const values: OAuthChecks = {};
  if (provider.checks.includes("state")) params["state"] = values.state = randomState();
  if (provider.checks.includes("pkce")) {
    values.code_verifier = randomPKCECodeVerifier();
    params["code_challenge"] = await calculatePKCECodeChallenge(values.code_verifier);
    params["code_challenge_method"] = "S256";
  }
  if (provider.checks.includes("nonce")) params["nonce"] = values.nonce = randomNonce();
  const redirect = client.authorizationUrl(params);
  return { redirect, cookies: await sealChecks(provider, values, settings) };
}
