import type { ClientAuth, ClientMetadata, Configuration, ServerMetadata } from "openid-client";
import { type Recent, recent } from "../../../token/recent-cache.ts";
import { clientAuthOf } from "./client-auth.ts";
import { fetchOf } from "./fetch.ts";
import { type OpenId, openIdClient } from "./openid-client.ts";
import type { ResolvedOAuth } from "./provider.ts";

/** A provider as openid-client sees it. */
export interface Prepared {
  readonly openId: OpenId;
  readonly config: Configuration;
  readonly server: Readonly<ServerMetadata>;
}

/** The issuer of a provider that configures none. No token has it, so ID tokens are refused. */
export const NO_ISSUER = "urn:signet:no-issuer";

/** The time that discovered metadata is used; milliseconds. */
const KEPT = 10 * 60 * 1_000;
/** The default time limit of a request in openid-client 5; milliseconds. */
const TIMEOUT = 3_500;
/** The tolerated difference of clocks, as in next-auth 4; seconds. */
const TOLERANCE = 10;

const ready: Recent<{ readonly made: Promise<Prepared>; readonly until: number }> = recent(
  100,
  50_000,
);

/**
 * Returns the configuration of a provider, with its discovered metadata. It is kept for ten minutes; a
 * failure is not kept.
 */
export function configurationOf(provider: ResolvedOAuth): Promise<Prepared> {
  const { wellKnown, issuer, authorization, token, userinfo, jwks_endpoint, jwks, client } =
    provider;
  const { clientId, clientSecret, httpOptions, idToken } = provider;
  const urls = [wellKnown, issuer, authorization?.url, token?.url, userinfo?.url, jwks_endpoint];
  const key = JSON.stringify([urls, clientId, clientSecret, client, jwks, httpOptions, idToken]);
  const held = ready.get(key);
  if (held !== undefined && held.until > Date.now()) return held.made;
  const made = create(provider);
  ready.keep(key, { made, until: Date.now() + KEPT });
  made.catch(() => ready.keep(key, { made, until: 0 }));
  return made;
}

async function create(provider: ResolvedOAuth): Promise<Prepared> {
  const openId = await openIdClient();
  const { clientSecret, client = {}, httpOptions } = provider;
  const algorithm = client.id_token_signed_response_alg ?? "RS256";
  const { token_endpoint_auth_method: _, ...metadata } = client;
  const parts = {
    metadata: {
      ...metadata,
      ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
      id_token_signed_response_alg: algorithm,
      [openId.clockTolerance]: TOLERANCE,
    },
    auth: await clientAuthOf(openId, provider),
  };
  const config = await (provider.wellKnown
    ? discovered(openId, provider, parts)
    : described(openId, provider, parts));
  const server = config.serverMetadata();
  config.timeout = (httpOptions?.timeout ?? TIMEOUT) / 1_000;
  config[openId.customFetch] = fetchOf(provider, {
    token: server.token_endpoint,
    hasKeys: server.jwks_uri !== undefined,
  });
  // openid-client leaves the signature of an ID token unchecked otherwise. HMACs are checked elsewhere.
  if (!algorithm.startsWith("HS")) openId.enableNonRepudiationChecks(config);
  if (usesHttp(provider)) openId.allowInsecureRequests(config);
  return { openId, config, server };
}

interface ClientParts {
  readonly metadata: Partial<ClientMetadata>;
  readonly auth: ClientAuth;
}

/** Returns the configuration of a provider whose endpoints are options. */
function described(openId: OpenId, provider: ResolvedOAuth, parts: ClientParts): Configuration {
  const { clientId = "", issuer = NO_ISSUER } = provider;
  const { authorization, token, userinfo, jwks_endpoint } = provider;
  const endpoints = Object.entries({
    authorization_endpoint: authorization?.url,
    token_endpoint: token?.url,
    userinfo_endpoint: userinfo?.url,
    jwks_uri: jwks_endpoint,
  }).filter(([, url]) => url !== undefined);
  const server = { issuer, ...Object.fromEntries(endpoints) };
  return new openId.Configuration(server, clientId, parts.metadata, parts.auth);
}

const ENTRA = "https://login.microsoftonline.com";

/**
 * Discovers the metadata of a provider.
 *
 * @throws {Error} when the metadata names another issuer than the configured one.
 */
async function discovered(
  openId: OpenId,
  provider: ResolvedOAuth,
  { metadata, auth }: ClientParts,
): Promise<Configuration> {
  const { clientId = "", httpOptions, issuer, wellKnown = "" } = provider;
  const isEntra = new URL(wellKnown).origin === ENTRA;
  const send = fetchOf(provider, { token: undefined, hasKeys: false });
  // With this address openid-client compares the issuer of a token with the tenant of the token.
  const address = isEntra ? wellKnown.replace(/\/\.well-known\/.*$/, "") : wellKnown;
  const config = await openId.discovery(new URL(address), clientId, metadata, auth, {
    timeout: (httpOptions?.timeout ?? TIMEOUT) / 1_000,
    [openId.customFetch]: (_url, options) => send(wellKnown, options),
    execute: usesHttp(provider) ? [openId.allowInsecureRequests] : [],
  });
  const found = config.serverMetadata().issuer;
  if (issuer && !isEntra && !isSame(issuer, found)) {
    throw new Error(
      `The metadata of the provider ${JSON.stringify(provider.id)} names the issuer ${JSON.stringify(found)}, but the option issuer is ${JSON.stringify(issuer)}. Set issuer to the former; the address of the metadata can stay in wellKnown.`,
    );
  }
  return config;
}

/** Checks whether the program itself configured an address without TLS. */
function usesHttp({ wellKnown, authorization, token }: ResolvedOAuth): boolean {
  return (wellKnown ?? token?.url ?? authorization?.url ?? "").startsWith("http://");
}

function isSame(one: string, other: string): boolean {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}
