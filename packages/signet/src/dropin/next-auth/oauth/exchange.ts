import { hmacKey } from "#crypto";
import type { Prepared } from "./configuration.ts";
import { NO_ISSUER } from "./configuration.ts";
import { asSent } from "./fetch.ts";
import { paramsOf, type ResolvedOAuth } from "./provider.ts";
import { tokenSetOf } from "./token-set.ts";
import type { CallbackParams, OAuthChecks, TokenSetWithMethods } from "./types.ts";

interface Exchange {
  readonly uri: string | undefined;
  readonly params: CallbackParams;
  readonly checks: OAuthChecks;
  readonly exchangeBody: Readonly<Record<string, unknown>> | undefined;
  readonly needsIdToken: boolean;
}

/** The parameters of a callback that openid-client 5 reads. */
const CALLBACK = [
  "code",
  "state",
  "iss",
  "error",
  "error_description",
  "session_state",
  "response",
];

/**
 * Exchanges the code of a callback for tokens. Verifies the issuer, the state, and an ID token with its
 * signature.
 */
export async function exchangeCode(
  { openId, config, server }: Prepared,
  provider: ResolvedOAuth,
  { uri, params, checks, exchangeBody, needsIdToken }: Exchange,
): Promise<TokenSetWithMethods> {
  const url = new URL(uri ?? provider.callbackUrl);
  url.search = "";
  for (const name of CALLBACK) {
    const value = params[name];
    if (value !== undefined) url.searchParams.append(name, value);
  }
  if (server.issuer === NO_ISSUER) dropIssuer(url.searchParams, provider);
  const response = await openId.authorizationCodeGrant(
    config,
    url,
    {
      idTokenExpected: needsIdToken,
      ...(checks.state === undefined ? {} : { expectedState: checks.state }),
      ...(checks.nonce === undefined ? {} : { expectedNonce: checks.nonce }),
      ...(checks.code_verifier === undefined ? {} : { pkceCodeVerifier: checks.code_verifier }),
      ...(checks.max_age === undefined ? {} : { maxAge: checks.max_age }),
    },
    paramsOf(exchangeBody),
  );
  if (response.id_token !== undefined) await verifyHmac(response.id_token, provider);
  const state = needsIdToken ? params["session_state"] : undefined;
  return tokenSetOf({
    ...asSent(response),
    ...(state === undefined ? {} : { session_state: state }),
  });
}

/**
 * Removes the issuer of a response (RFC 9207) for a provider that configures none.
 *
 * @throws {Error} for an issuer on another site than the provider's sign-in page.
 */
function dropIssuer(params: URLSearchParams, { id, authorization }: ResolvedOAuth): void {
  const issuer = params.get("iss");
  if (issuer === null) return;
  if (URL.parse(issuer)?.origin !== URL.parse(authorization?.url ?? "")?.origin) {
    throw new Error(`The response of the provider ${JSON.stringify(id)} has another issuer.`);
  }
  params.delete("iss");
}

/** Verifies an ID token that is signed with the secret of the client. openid-client 6 does not. */
async function verifyHmac(
  idToken: string,
  { client, clientSecret = "" }: ResolvedOAuth,
): Promise<void> {
  const algorithm = client?.id_token_signed_response_alg;
  if (algorithm !== "HS256" && algorithm !== "HS384" && algorithm !== "HS512") return;
  const key = await hmacKey(algorithm, new TextEncoder().encode(clientSecret));
  const [header = "", payload = "", signature = ""] = idToken.split(".");
  if (await key.verify(`${header}.${payload}`, signature)) return;
  throw new Error("The signature of the ID token is wrong.");
}
