import type { CookieNames, CookieNaming } from "../http/cookie-names.ts";
import { type CredentialFound, findCredential } from "../http/credential.ts";
import type { RequestSource } from "../http/request-source.ts";
import { type Transport, transportOf } from "../http/transport.ts";

/** A request, and what the engine derives from its headers once for each call. */
export interface Incoming {
  readonly request: RequestSource;
  readonly transport: Transport;
  /** The names of the engine's cookies for this transport. */
  readonly names: CookieNames;
  readonly found: CredentialFound;
}

/** Derives the transport, the cookie names and the credential from the headers of a request. */
export function incomingFrom(request: RequestSource, cookieNames: CookieNaming): Incoming {
  const transport = transportOf(request);
  const names = cookieNames(transport);
  return { request, transport, names, found: findCredential(request, names) };
}
