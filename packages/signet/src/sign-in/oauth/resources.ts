import {
  type authorizationCodeGrant,
  type Configuration,
  fetchProtectedResource,
  fetchUserInfo,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { isPlain } from "../../options.ts";
import { providerRefused } from "./client/carried-failure.ts";
import { textOf } from "./client/provider-fetch.ts";
import type { Provider } from "./provider.ts";
import type { Claims, Endpoints } from "./provider-data.ts";

/** The answer of the token endpoint, checked by openid-client. */
export type Grant = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/**
 * Returns what the provider says about the user: the claims of the ID token and of the userinfo
 * endpoint, or the answers of the endpoints of plain OAuth.
 *
 * @param extra claims of less weight, which no signature covers.
 * @throws {Error} "provider-failed": `no-id-token`, `azp-mismatch`, `no-subject`, `no-user`; errors of openid-client.
 */
export async function claimsOf(
  { data, settings }: Provider,
  client: Configuration,
  grant: Grant,
  extra: Claims,
): Promise<Claims> {
  if (data.endpoints !== null) return answersOf(data.endpoints, client, grant.access_token);
  const idClaims = grant.claims();
  if (idClaims === undefined) throw providerRefused("no-id-token");
  // openid-client checks azp only beside several audiences (OpenID Connect Core, section 3.1.3.7).
  if (idClaims.azp !== undefined && idClaims.azp !== settings.clientId) {
    throw providerRefused("azp-mismatch");
  }
  if (idClaims.sub === "") throw providerRefused("no-subject");
  const hasUserinfo = client.serverMetadata().userinfo_endpoint !== undefined;
  if (Object.hasOwn(idClaims, "email") || !hasUserinfo) return { ...extra, ...idClaims };
  const userinfo = await fetchUserInfo(client, grant.access_token, idClaims.sub);
  // The address and its verification come from one answer. Everything else stays as it was signed.
  const { email_verified: _ofNoAddress, xms_edov: _ofEntra, ...signed } = idClaims;
  return { ...extra, ...userinfo, ...signed };
}

async function answersOf(
  { user, more }: Endpoints,
  client: Configuration,
  accessToken: string,
): Promise<Claims> {
  const claims = await answerOf(client, accessToken, user);
  if (!isPlain(claims)) throw providerRefused("no-user");
  const others = Object.entries(more).map(async ([name, address]) => {
    const answer = await answerOf(client, accessToken, address);
    return answer === undefined ? {} : { [name]: answer };
  });
  return Object.assign({ ...claims }, ...(await Promise.all(others)));
}

/** Returns the JSON of an address; `undefined` if the provider refuses it or answers no JSON. */
async function answerOf(
  client: Configuration,
  accessToken: string,
  address: string,
): Promise<unknown> {
  const headers = new Headers({ accept: "application/json" });
  const url = new URL(address);
  const response = await fetchProtectedResource(
    client,
    accessToken,
    url,
    "GET",
    null,
    headers,
  ).catch(refusedAnswer);
  if (response?.status !== 200) {
    await response?.body?.cancel();
    return undefined;
  }
  const text = await textOf(response);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A token without the scope of an address is refused with a challenge, which counts as no answer. */
function refusedAnswer(error: unknown): null {
  if (error instanceof WWWAuthenticateChallengeError) return null;
  throw error;
}
