import type { IncomingMessage } from "node:http";
import { withCookies } from "../../http/cookie-header.ts";
import { type HeaderLookup, headerOf } from "../../http/request-source.ts";

/** The headers of a request of Node, with its method. */
export interface PagesSource extends HeaderLookup {
  readonly method: string;
}

/** The part of a request of Node that a source needs. Requests of HTTP/2 have it too. */
type NodeRequest = Pick<IncomingMessage, "headers"> & {
  readonly method?: string | undefined;
  readonly socket: object;
};

/**
 * Returns the source of a request of Node. Its Cookie header contains the changes that the library has
 * made in the same request.
 *
 * @param changes the cookies that the response sets, by name; `null` for a deleted cookie.
 */
export function sourceOf(
  request: NodeRequest,
  changes: ReadonlyMap<string, string | null>,
): PagesSource {
  const sent = (name: string) => headerOf(request.headers, name);
  return {
    method: request.method ?? "GET",
    get(name) {
      switch (name) {
        case "cookie":
          return changes.size === 0 ? sent(name) : withCookies(sent(name) ?? "", changes);
        case "host":
          // HTTP/2 has a pseudo-header instead (RFC 9113, section 8.3.1).
          return sent(name) ?? sent(":authority");
        case "x-forwarded-proto":
          return sent(name) ?? (isEncrypted(request) ? "https" : null);
        default:
          return sent(name);
      }
    },
  };
}

/** Checks whether the connection uses TLS. Next sets `X-Forwarded-Proto`, other servers may not. */
function isEncrypted({ socket }: NodeRequest): boolean {
  return "encrypted" in socket && socket.encrypted === true;
}
