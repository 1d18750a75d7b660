import type { Site } from "./site.ts";

/** The names an engine's cookies have at a site. */
export interface CookieNames {
  readonly session: string;
  /** For a credential that one cookie cannot hold: as many as one may take. */
  readonly chunks: readonly string[];
  readonly tombstone: string;
}

/** The names for both kinds of site, made once. */
export type CookieNaming = (site: Site) => CookieNames;

/**
 * On https a cookie's name starts with `__Host-`, so that no other host and no plain-http page can
 * set it (RFC 6265bis, 4.1.3.2).
 */
export function cookieNaming(base: string): CookieNaming {
  const [local, secure] = [namesFrom(base), namesFrom(`__Host-${base}`)];
  return (site) => (site === "localhost" ? local : secure);
}

function namesFrom(session: string): CookieNames {
  const chunks = [0, 1, 2, 3].map((at) => `${session}.${at}`);
  return { session, chunks, tombstone: `${session}-ended` };
}
