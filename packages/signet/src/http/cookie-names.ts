import type { Transport } from "./transport.ts";

/** The names of the cookies of an engine. */
export interface CookieNames {
  readonly session: string;
  /** For a credential that is too large for one cookie. A credential has at most this many chunks. */
  readonly chunks: readonly string[];
  readonly tombstone: string;
}

/** Returns the cookie names for a transport. The names are created once. */
export type CookieNaming = (transport: Transport) => CookieNames;

/**
 * Creates the cookie names. On https they start with `__Host-`, so no other host and no page of plain
 * http can set the cookies (RFC 6265bis, section 4.1.3.2).
 */
export function cookieNaming(base: string): CookieNaming {
  const [local, secure] = [namesFrom(base), namesFrom(`__Host-${base}`)];
  return (transport) => (transport === "localhost" ? local : secure);
}

function namesFrom(session: string): CookieNames {
  const chunks = [0, 1, 2, 3].map((at) => `${session}.${at}`);
  return { session, chunks, tombstone: `${session}-ended` };
}
