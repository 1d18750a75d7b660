import type { CustomFetch } from "openid-client";
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
    if (response.status < 500 && response.status !== 429) return response;
    await response.body?.cancel();
    throw providerUnavailable(`The provider answered with the status ${response.status}.`);
  };
}

async function answered(pending: Promise<Response>): Promise<Response> {
  try {
    return await pending;
  } catch (cause) {
    throw providerUnavailable("The provider did not answer.", { cause });
  }
}
