import type { CookieNames, CookieNaming } from "../http/cookie-names.ts";
import { type CredentialFound, findCredential } from "../http/credential.ts";
import { type Site, siteOf } from "../http/site.ts";
import type { RequestSource } from "../http/source.ts";

/** A request, and what the engine derives from its headers once for each call. */
export interface Incoming {
  readonly request: RequestSource;
  readonly site: Site;
  /** The names that the engine's cookies have at this site. */
  readonly names: CookieNames;
  readonly found: CredentialFound;
}

export function incomingFrom(request: RequestSource, cookieNames: CookieNaming): Incoming {
  const site = siteOf(request);
  const names = cookieNames(site);
  return { request, site, names, found: findCredential(request, names) };
}
