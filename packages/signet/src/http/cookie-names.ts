import type { Site } from "./site.ts";

/** The names an engine's cookies have at a site. */
export interface CookieNames {
  readonly session: string;
  readonly tombstone: string;
}

/** The names for both kinds of site, made once. */
export type CookieNaming = (site: Site) => CookieNames;

/**
 * On https a cookie's name starts with `__Host-`, so that no other host and no plain-http page can
 * set it (RFC 6265bis, 4.1.3.2).
 */
export function cookieNaming(base: string): CookieNaming {
  const local = { session: base, tombstone: `${base}-ended` };
  const secure = { session: `__Host-${local.session}`, tombstone: `__Host-${local.tombstone}` };
  return (site) => (site === "localhost" ? local : secure);
}
