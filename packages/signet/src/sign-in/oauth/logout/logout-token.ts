import type { FetchImplementation, JWTVerifyGetKey } from "jose";
import type { Configuration } from "openid-client";
import { isPlain } from "../../../options.ts";
import { carriedFailure, providerUnavailable } from "../client/carried-failure.ts";
import { providerFetch } from "../client/provider-fetch.ts";
import { loadJose } from "../jose.ts";
import type { Provider } from "../provider.ts";

/** The event of a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** The age that a logout token may have (section 2.6 advises two minutes); seconds. */
const AGE = 120;
/** The allowed difference of the clocks; seconds. */
const TOLERANCE = 30;
/** Characters. */
const LONGEST = 16_384;

/** The algorithms that a provider may sign with. None is symmetric. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/** A verified logout token. `sid`, `sub` or both are present. */
export interface LogoutToken {
  readonly issuer: string;
  readonly jti: string;
  readonly sid: string | null;
  readonly sub: string | null;
}

/** Verifies a logout token; `null` for a token that is to be refused. */
export type LogoutTokenVerifier = (
  token: string,
  client: Configuration,
  now: number,
) => Promise<LogoutToken | null>;

/**
 * Creates the verifier of logout tokens. The provider's keys are cached.
 *
 * @throws {Error} from the returned function, "provider-unavailable" when the keys cannot be fetched.
 * @throws {SignetError} from the returned function, `invalid-config` without the package jose.
 */
export function logoutTokenVerifier({ data, settings }: Provider): LogoutTokenVerifier {
  let keys: { readonly url: string; readonly of: JWTVerifyGetKey } | null = null;
  const call = providerFetch(settings.fetch);
  const fetchKeys: FetchImplementation = (address, { method, headers, redirect, signal }) =>
    call(address, {
      body: undefined,
      headers: Object.fromEntries(headers),
      method,
      redirect,
      signal,
    });

  async function keysAt(url: string): Promise<JWTVerifyGetKey> {
    if (keys?.url !== url) {
      const { createRemoteJWKSet, customFetch } = await loadJose();
      const options = { timeoutDuration: settings.timeout * 1_000, [customFetch]: fetchKeys };
      keys = { url, of: createRemoteJWKSet(new URL(url), options) };
    }
    return keys.of;
  }

  return async (token, client, now) => {
    const { issuer, jwks_uri, id_token_signing_alg_values_supported } = client.serverMetadata();
    if (jwks_uri === undefined || token.length > LONGEST) return null;
    const { jwtVerify } = await loadJose();
    const offered = id_token_signing_alg_values_supported ?? ["RS256"];
    const verified = await jwtVerify(token, await keysAt(jwks_uri), {
      issuer,
      audience: settings.clientId,
      algorithms: offered.filter((name) => ALGORITHMS.includes(name)),
      requiredClaims: ["iat", "exp", "jti", "events"],
      maxTokenAge: AGE,
      clockTolerance: TOLERANCE,
      currentDate: new Date(now),
    }).catch(refusedToken);
    if (verified === null) return null;
    const { payload, protectedHeader } = verified;
    return hasType(protectedHeader.typ, data.logoutTokenTypes) ? logoutOf(issuer, payload) : null;
  };
}

/** An outage is no refusal: the provider may send the token again. */
async function refusedToken(error: unknown): Promise<null> {
  const { errors } = await loadJose();
  if (carriedFailure(error) !== null) throw error;
  if (error instanceof errors.JWKSTimeout) {
    throw providerUnavailable("The keys of the provider were not found.", { cause: error });
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
  throw error;
}

/** A type may have the prefix `application/` (RFC 7515, section 4.1.9), and its case does not count. */
function hasType(typ: unknown, types: readonly string[]): boolean {
  return typeof typ === "string" && types.includes(typ.toLowerCase().replace(/^application\//, ""));
}

/** Checks the claims that make a token a logout token and not an ID token. */
function logoutOf(issuer: string, claims: Readonly<Record<string, unknown>>): LogoutToken | null {
  const { jti, events, nonce } = claims;
  const [sid, sub] = [textClaim(claims["sid"]), textClaim(claims["sub"])];
  if (nonce !== undefined || !isPlain(events) || !isPlain(events[EVENT])) return null;
  if (typeof jti !== "string" || jti === "" || sid === undefined || sub === undefined) return null;
  return sid === null && sub === null ? null : { issuer, jti, sid, sub };
}

/** Returns a text claim; `null` for a missing one, and `undefined` for a wrong one. */
function textClaim(value: unknown): string | null | undefined {
  if (value === undefined) return null;
  return typeof value === "string" && value !== "" ? value : undefined;
}
