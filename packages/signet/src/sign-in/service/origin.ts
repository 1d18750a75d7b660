import { invalidConfig } from "../../errors.ts";
import { quoteHeader } from "../../http/quote-header.ts";
import type { RequestSource } from "../../http/request-source.ts";
import { isHttps, requestHost } from "../../http/request-url.ts";
import { isHiddenHttps } from "../../http/transport.ts";

const LOCALHOST = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Returns the origin of the site. Without a configured one it is taken from the request, on localhost
 * only: a client chooses the Host header, and links in messages must not lead where it says.
 *
 * @param isOfProvider whether a provider has sent the request.
 * @throws {SignetError} `invalid-config`.
 */
export function originFor(
  request: RequestSource,
  configured: string | null,
  isOfProvider: boolean,
): string {
  if (configured !== null) return configured;
  const host = requestHost(request, false);
  // The Origin of a provider's request is the provider's.
  const isHidden = !isOfProvider && isHiddenHttps(request);
  if (host === null || !LOCALHOST.test(host) || isHidden) {
    throw invalidConfig(
      `origin is missing, and the requested host is ${quoteHeader(host)}. Set the option origin of createAuth to the public origin of the site, such as "https://app.example". Only on localhost it is taken from the request.`,
    );
  }
  return `${isHttps(request) ? "https" : "http"}://${host}`;
}
