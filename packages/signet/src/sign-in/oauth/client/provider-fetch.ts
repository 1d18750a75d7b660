import type { CustomFetch } from "openid-client";
import { parseObject } from "../../../token/format/json.ts";
import { isSecure } from "../options.ts";
import { providerUnavailable } from "./carried-failure.ts";

/**
 * Returns the `fetch` for all calls of a provider. It follows no redirect: a redirect would carry the
 * code, the client secret or an access token to another place (RFC 9700, section 4.11).
 *
 * @throws {Error} from the returned function: "provider-unavailable" without an answer, and for a status
 *   of 429 and from 500.
 */
export function providerFetch(fetch: typeof globalThis.fetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    if (!isSecure(new URL(url))) throw new Error("The provider has an address that is not https.");
    const response = await answered(
      fetch(url, {
        method,
        headers,
        redirect: "manual",
        // No call of this library sends another body.
        ...(body instanceof URLSearchParams ? { body } : {}),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    if (response.status === 200 && method === "POST") return withErrorStatus(response);
    if (response.status < 500 && response.status !== 429) return response;
    await response.body?.cancel();
    throw providerUnavailable(`The provider answered with the status ${response.status}.`);
  };
}

/** Returns the body of a response. A connection that breaks off in the middle is an outage. */
export function textOf(response: Response): Promise<string> {
  return answered(response.text());
}

async function answered<Value>(pending: Promise<Value>): Promise<Value> {
  try {
    return await pending;
  } catch (cause) {
    throw providerUnavailable("The provider did not answer.", { cause });
  }
}

/**
 * Gives an error of the token endpoint the status 400 (RFC 6749, section 5.2). GitHub and Slack answer
 * errors with 200.
 */
async function withErrorStatus(response: Response): Promise<Response> {
  const text = await textOf(response);
  const { error, access_token } = parseObject(text) ?? {};
  const isError = typeof error === "string" && access_token === undefined;
  return new Response(text, { status: isError ? 400 : 200, headers: response.headers });
}
