import type { CustomFetch } from "openid-client";
import { parseObject } from "../../../token/format/json.ts";
import { isPlain } from "../merge.ts";
import type { ResolvedOAuth } from "./provider.ts";

/** The member of a token response that holds the response as the provider sent it. */
const AS_SENT = "signet:as-sent";

interface Endpoints {
  readonly token: string | undefined;
  /** Whether the keys that sign ID tokens are known. */
  readonly hasKeys: boolean;
}

/**
 * Returns the function for requests to a provider. openid-client 6 refuses token responses that
 * openid-client 5 accepts, for example without `token_type`. So the response is given to it in a strict
 * form, which holds the original one as a member.
 */
export function fetchOf(
  { httpOptions, idToken }: Pick<ResolvedOAuth, "httpOptions" | "idToken">,
  { token, hasKeys }: Endpoints,
): CustomFetch {
  return async (url, { body, headers, signal, ...options }) => {
    const response = await fetch(url, {
      ...options,
      headers: { ...httpOptions?.headers, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (url !== token || !response.ok) return response;
    // Without keys nothing can verify an ID token that was not asked for.
    return strictTokens(await response.text(), { keepsIdToken: idToken === true || hasKeys });
  };
}

function strictTokens(
  text: string,
  { keepsIdToken }: { readonly keepsIdToken: boolean },
): Response {
  const parsed = parseObject(text) ?? {};
  // GitHub sends a refusal with the status 200.
  if (typeof parsed["error"] === "string") return Response.json(parsed, { status: 400 });
  const { id_token, ...others } = parsed;
  const sent = keepsIdToken && id_token !== undefined ? { ...others, id_token } : others;
  const given = Object.entries(sent).filter(([, value]) => value !== null && value !== "");
  const { scope, ...rest } = Object.fromEntries(given);
  const strict = {
    ...rest,
    ...(scope === undefined ? {} : { scope: [scope].flat().join(" ") }),
    token_type: "bearer",
    [AS_SENT]: sent,
  };
  return Response.json(strict);
}

/** Returns a token response as the provider sent it. */
export function asSent(response: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sent = response[AS_SENT];
  if (!isPlain(sent)) throw new TypeError("The token endpoint sent no JSON object.");
  return { ...sent };
}
