import { type CookieNames, cookieNames } from "./cookie-names.ts";
import type { Transport } from "./transport.ts";

export type SameSite = "lax" | "strict" | "none";

/** The attributes of a cookie that do not depend on its content. */
export interface CookieAttributes {
  /** `null` for a cookie of the host that sets it. */
  readonly domain: string | null;
  readonly sameSite: SameSite;
  readonly secure: boolean;
  /** Whether the browser keeps one cookie for each site in its address bar (CHIPS). */
  readonly partitioned: boolean;
}

/**
 * A place in the browser for the cookies of an engine. Each place has its own names, because Next's
 * cookie jar holds one cookie of a name, and a request does not say which place its cookies are from.
 */
export interface CookiePlace {
  readonly names: CookieNames;
  readonly attributes: CookieAttributes;
}

export interface CookiePlaces {
  /** The place where cookies are set. */
  readonly current: CookiePlace;
  /** Another place whose cookies count while `current` has none. A write deletes them. */
  readonly former: CookiePlace | null;
}

/** Returns the places for a transport. The places are created once. */
export type CookiePlacing = (transport: Transport) => CookiePlaces;

/** The checked setting of where cookies are. */
export interface CookieSetting {
  /** `null` for a cookie of the host that sets it. */
  readonly domain: string | null;
  readonly sameSite: SameSite;
  readonly partitioned: boolean;
  /** A place that a former setting used. */
  readonly accept: { readonly domain: string } | { readonly partitioned: true } | null;
}

/**
 * Creates the places of cookies.
 *
 * On https the name of a cookie of one host starts with `__Host-`, so no other host and no page of plain
 * http can set the cookie. The name of a cookie of a domain starts with `__Secure-`, so no page of plain
 * http can set it (RFC 6265bis, section 4.1.3). On http://localhost there is one place, because browsers
 * accept neither `Domain` for localhost nor, everywhere, `Secure`.
 */
export function cookiePlaces(
  base: string,
  {
    domain = null,
    sameSite = "lax",
    partitioned = false,
    accept = null,
  }: Partial<CookieSetting> = {},
): CookiePlacing {
  const sameSiteOfHost = sameSite === "none" ? "lax" : sameSite;
  const local = placeOf(base, { sameSite: sameSiteOfHost, secure: false });
  const current = securePlace(base, sameSite, { domain, partitioned });
  const former =
    domain !== null || partitioned
      ? securePlace(base, sameSiteOfHost, {})
      : accept && securePlace(base, "partitioned" in accept ? "none" : sameSite, accept);
  const [localPlaces, securePlaces] = [
    { current: local, former: null },
    { current, former },
  ];
  return (transport) => (transport === "localhost" ? localPlaces : securePlaces);
}

function securePlace(
  base: string,
  sameSite: SameSite,
  { domain = null, partitioned = false }: Partial<CookieAttributes>,
): CookiePlace {
  const attributes = { domain, sameSite, partitioned, secure: true };
  if (domain !== null) return placeOf(`__Secure-${base}`, attributes);
  return placeOf(partitioned ? `__Host-${base}-partitioned` : `__Host-${base}`, attributes);
}

function placeOf(
  session: string,
  attributes: Pick<CookieAttributes, "sameSite" | "secure"> & Partial<CookieAttributes>,
): CookiePlace {
  return {
    names: cookieNames(session),
    attributes: { domain: null, partitioned: false, ...attributes },
  };
}
