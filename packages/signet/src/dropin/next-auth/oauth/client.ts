import { isPlain } from "../merge.ts";
import type { Unchecked } from "../unchecked.ts";
import { configurationOf, type Prepared } from "./configuration.ts";
import { exchangeCode } from "./exchange.ts";
import { asSent } from "./fetch.ts";
import { paramsOf, type ResolvedOAuth } from "./provider.ts";
import { tokenSetOf } from "./token-set.ts";
import type { OAuthClient, TokenSet } from "./types.ts";

/**
 * Creates the client of a provider: the methods of openid-client 5 that providers use, on
 * openid-client 6. Discovers the provider's metadata where it has an address for them.
 */
export async function oauthClient(provider: ResolvedOAuth): Promise<OAuthClient> {
  const prepared = await configurationOf(provider);
  const { openId, config, server } = prepared;
  const grant: OAuthClient["grant"] = async ({ grant_type, ...body }) =>
    tokenSetOf(
      asSent(await openId.genericGrantRequest(config, String(grant_type), paramsOf(body))),
    );
  return {
    client_id: provider.clientId ?? "",
    client_secret: provider.clientSecret,
    issuer: { issuer: server.issuer, metadata: { ...server } },
    metadata: { ...config.clientMetadata() },
    authorizationUrl: (params = {}) => authorizationUrl(prepared, provider, params),
    callback: (uri, params, checks = {}, { exchangeBody } = {}) =>
      exchangeCode(prepared, provider, { uri, params, checks, exchangeBody, needsIdToken: true }),
    oauthCallback: (uri, params, checks = {}, { exchangeBody } = {}) =>
      exchangeCode(prepared, provider, { uri, params, checks, exchangeBody, needsIdToken: false }),
    grant,
    refresh: async (token, { exchangeBody } = {}) => {
      const text = typeof token === "string" ? token : (token.refresh_token ?? "");
      const response = await openId.refreshTokenGrant(config, text, paramsOf(exchangeBody));
      return tokenSetOf(asSent(response));
    },
    revoke: (token) => openId.tokenRevocation(config, token),
    userinfo: (token, options) => userinfo(prepared, token, options),
    requestResource: (url, token, { method = "GET", headers, body } = {}) =>
      openId.fetchProtectedResource(
        config,
        accessTokenOf(token),
        new URL(url),
        method,
        body,
        new Headers(headers),
      ),
  };
}

/** Returns the URL of the provider's sign-in page, with the parameters in the order of openid-client 5. */
function authorizationUrl(
  { openId, config }: Prepared,
  { clientId, callbackUrl }: ResolvedOAuth,
  params: Readonly<Record<string, unknown>>,
): string {
  const url = openId.buildAuthorizationUrl(
    config,
    paramsOf({
      client_id: clientId,
      scope: "openid",
      response_type: "code",
      redirect_uri: callbackUrl,
      ...params,
    }),
  );
  return url.href.replaceAll("+", "%20");
}

async function userinfo(
  { openId, config, server }: Prepared,
  token: string | TokenSet,
  { method = "GET", params }: Parameters<OAuthClient["userinfo"]>[1] = {},
): Promise<Record<string, Unchecked>> {
  const accessToken = accessTokenOf(token);
  if (config.clientMetadata().userinfo_signed_response_alg !== undefined) {
    return openId.fetchUserInfo(config, accessToken, openId.skipSubjectCheck);
  }
  if (server.userinfo_endpoint === undefined) {
    throw new TypeError("userinfo_endpoint must be configured on the issuer");
  }
  const url = new URL(server.userinfo_endpoint);
  const fields = new URLSearchParams(paramsOf(params));
  if (method === "GET") for (const [name, value] of fields) url.searchParams.append(name, value);
  const headers = new Headers({ accept: "application/json" });
  const body = method === "POST" ? fields : undefined;
  const response = await openId.fetchProtectedResource(
    config,
    accessToken,
    url,
    method,
    body,
    headers,
  );
  if (response.status !== 200) {
    throw new Error(`expected 200 OK, got: ${response.status} ${response.statusText}`.trim());
  }
  const profile: unknown = await response.json();
  if (!isPlain(profile)) throw new TypeError("The userinfo endpoint sent no JSON object.");
  return { ...profile };
}

function accessTokenOf(token: string | TokenSet): string {
  const text = typeof token === "string" ? token : token.access_token;
  if (!text) throw new TypeError("access_token not present in TokenSet");
  return text;
}
