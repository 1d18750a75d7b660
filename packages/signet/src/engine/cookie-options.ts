import { invalidConfig } from "../errors.ts";
import { parseCookieDomain } from "../http/cookie-domain.ts";
import { type CookiePlacing, type CookieSetting, cookiePlaces } from "../http/cookie-places.ts";
import { checkOptions, isPlain } from "../options.ts";

/** Where browsers keep the session cookie, and with which requests they send it. */
export type CookieOptions = HostCookieOptions | DomainCookieOptions | FrameCookieOptions;

/** A cookie of the host that sets it. This is the default. */
export interface HostCookieOptions {
  /**
   * `"lax"`: requests from other sites carry the cookie only when they open a page, as a link does.
   * `"strict"`: no request from another site carries it. So a visitor who follows a link to your site, or
   * who returns from an identity provider, has no session on the first page. Default `"lax"`.
   */
  readonly sameSite?: "lax" | "strict";
  /**
   * A former value of `domain`, or `partitioned: true`. Its cookies stay valid, and the next renewal
   * moves them to the host's own cookie. The name of a domain's cookie does not show which host set it,
   * so every subdomain can plant one. Remove the option after `lifetime.absolute`.
   */
  readonly accept?:
    | { readonly domain: string; readonly partitioned?: never }
    | { readonly partitioned: true; readonly domain?: never };
  readonly domain?: never;
  readonly partitioned?: false;
}

/** A cookie that all hosts of a domain share. On http://localhost it has no effect. */
export interface DomainCookieOptions {
  /**
   * A domain of yours, such as `"example.com"`. A sign-in counts on the domain and on all its subdomains,
   * and `signIn` on another host throws `outside-domain`.
   *
   * It gives up the protection of `__Host-`. Every subdomain receives the credential, and can plant
   * another one: a session of its own, or a second cookie, which makes requests a conflict. So it is safe
   * only if you trust every subdomain, also those that other people run and those that are no longer used.
   */
  readonly domain: string;
  /** As for a cookie of a host. Subdomains of one domain are one site. Default `"lax"`. */
  readonly sameSite?: "lax" | "strict";
  readonly partitioned?: false;
  readonly accept?: never;
}

/** A cookie for pages that other sites embed in a frame. On http://localhost it is `"lax"`. */
export interface FrameCookieOptions {
  /**
   * Browsers send the cookie with requests from every site. It gives up a layer of protection: another
   * site can send requests with the user's cookie. This library refuses them where something changes.
   * Your own handlers without a guard have to do the same. Pages in frames can be clicked unseen: name
   * the sites that may embed yours in the header `Content-Security-Policy: frame-ancestors`.
   */
  readonly sameSite: "none";
  /**
   * `true`: the browser keeps one cookie for each site in its address bar (CHIPS). So a user signs in once
   * in each site that embeds yours, and once on yours. `false`: one cookie for all sites, which browsers
   * drop in frames when they block third-party cookies.
   */
  readonly partitioned: boolean;
  readonly domain?: never;
  readonly accept?: never;
}

/** The name of the session cookie, before a prefix. */
export const DEFAULT_COOKIE_NAME = "signet";

/**
 * Checks the name of the session cookie.
 *
 * @throws {SignetError} `invalid-config`.
 */
export function parseCookieName(cookieName: unknown = DEFAULT_COOKIE_NAME): string {
  if (typeof cookieName !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(cookieName)) {
    throw invalidConfig(
      "cookieName must have 1 to 64 letters, digits, - or _. On https it gets the prefix __Host-.",
    );
  }
  if (/^__(?:host|secure)-/i.test(cookieName)) {
    throw invalidConfig(
      "cookieName must not start with __Host- or __Secure-. On https it gets the prefix __Host-.",
    );
  }
  return cookieName;
}

/**
 * Checks where the cookie of a name is, and returns its places.
 *
 * @throws {SignetError} `invalid-config`, also for combinations that browsers drop without an error.
 */
export function parseCookie(cookieName: string, options: unknown = {}): CookiePlacing {
  return cookiePlaces(cookieName, parseSetting(options));
}

function parseSetting(options: unknown): CookieSetting {
  if (!isPlain(options)) {
    throw invalidConfig('cookie must be an object, such as { domain: "example.com" }.');
  }
  checkOptions(options, ["domain", "sameSite", "partitioned", "accept"], "cookie");
  const { domain, accept } = options;
  const { sameSite, partitioned } = parseSending(options);
  const isElsewhere = domain !== undefined || sameSite === "none";
  if (domain !== undefined && sameSite === "none") {
    throw invalidConfig(
      'cookie.domain does not go with cookie.sameSite "none". A cookie for frames belongs to one host. Leave one of them out.',
    );
  }
  if (accept !== undefined && isElsewhere) {
    throw invalidConfig(
      'cookie.accept does not go with cookie.domain or cookie.sameSite "none". Those accept the cookie of the host by themselves. To go from one to the other, first deploy cookie.accept alone.',
    );
  }
  return {
    domain: domain === undefined ? null : parseCookieDomain(domain, "cookie.domain"),
    sameSite,
    partitioned,
    accept: accept === undefined ? null : parseAccept(accept),
  };
}

function parseSending({
  sameSite = "lax",
  partitioned,
}: Readonly<Record<string, unknown>>): Pick<CookieSetting, "sameSite" | "partitioned"> {
  if (sameSite !== "lax" && sameSite !== "strict" && sameSite !== "none") {
    throw invalidConfig('cookie.sameSite must be "lax", "strict" or "none".');
  }
  if (partitioned !== undefined && typeof partitioned !== "boolean") {
    throw invalidConfig("cookie.partitioned must be true or false.");
  }
  if (sameSite === "none" && partitioned === undefined) {
    throw invalidConfig(
      'cookie.sameSite "none" needs cookie.partitioned. Use true for a page in frames of other sites: each of these sites gets its own sign-in. Use false for one cookie that requests of all sites carry.',
    );
  }
  if (sameSite !== "none" && partitioned === true) {
    throw invalidConfig(
      'cookie.partitioned needs cookie.sameSite "none", because frames of other sites get no other cookie.',
    );
  }
  return { sameSite, partitioned: partitioned === true };
}

function parseAccept(accept: unknown): NonNullable<CookieSetting["accept"]> {
  if (isPlain(accept)) {
    checkOptions(accept, ["domain", "partitioned"], "cookie.accept");
    const { domain, partitioned } = accept;
    if (domain !== undefined && partitioned === undefined) {
      return { domain: parseCookieDomain(domain, "cookie.accept.domain") };
    }
    if (domain === undefined && partitioned === true) return { partitioned };
  }
  throw invalidConfig(
    'cookie.accept must be either { domain: "example.com" } or { partitioned: true }.',
  );
}
