import type { CookiePlaces, CookiePlacing } from "../http/cookie-places.ts";
import { type CredentialFound, findCredential } from "../http/credential.ts";
import type { RequestSource } from "../http/request-source.ts";
import { type Transport, transportOf } from "../http/transport.ts";

/** A request, and what the engine derives from its headers once for each call. */
export interface Incoming {
  readonly request: RequestSource;
  readonly transport: Transport;
  /** The places of the engine's cookies for this transport. */
  readonly places: CookiePlaces;
  readonly found: CredentialFound;
}

/** Derives the transport, the places of cookies and the credential from the headers of a request. */
export function incomingFrom(request: RequestSource, placing: CookiePlacing): Incoming {
  const transport = transportOf(request);
  const places = placing(transport);
  return { request, transport, places, found: findCredential(request, places) };
}
