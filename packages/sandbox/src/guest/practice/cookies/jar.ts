import { type ParsedCookie, parseSetCookie } from "./parse.ts";
import { defaultPath, domainMatches, isPublicSuffix, isTrustworthy, pathMatches } from "./site.ts";

/** A cookie as a browser keeps it. */
export interface Cookie extends ParsedCookie {
  /** Whether only the host itself gets it, and no subdomain. */
  readonly hostOnly: boolean;
  /** A number that grows with each new cookie. */
  readonly order: number;
}

/** How a request relates to the page that sends it. */
export interface Sender {
  readonly isSameSite: boolean;
  /** Whether the request shows a new page in the tab: a link, a form, a redirect. */
  readonly isNavigation: boolean;
  readonly method: string;
}

/** A browser's cookies (RFC 6265bis, section 5). */
export interface CookieJar {
  receive(text: string, url: URL, sender: Sender): void;
  /** Returns the cookies of a request, in the order of the Cookie header. */
  cookiesFor(url: URL, sender: Sender): Cookie[];
  /** Returns all live cookies that a host gets, for any path. */
  cookiesOf(url: URL): Cookie[];
  copy(): CookieJar;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** @param now milliseconds since the Unix epoch. */
export function cookieJar(now: () => number, given: Iterable<Cookie> = []): CookieJar {
  const cookies = new Map<string, Cookie>();
  let lastOrder = 0;
  for (const cookie of given) {
    cookies.set(identity(cookie), cookie);
    lastOrder = Math.max(lastOrder, cookie.order);
  }

  function live(): Cookie[] {
    const time = now();
    for (const [key, { expiresAt }] of cookies) {
      if (expiresAt !== null && expiresAt <= time) cookies.delete(key);
    }
    return [...cookies.values()];
  }

  function reaches(cookie: Cookie, { hostname }: URL): boolean {
    return cookie.hostOnly ? cookie.domain === hostname : domainMatches(hostname, cookie.domain);
  }

  return {
    receive(text, url, sender) {
      const parsed = parseSetCookie(text, now());
      const cookie = parsed === null ? null : accepted(parsed, url, sender);
      if (cookie === null) return;
      if (!cookie.secure && !isTrustworthy(url) && hidesSecure(live(), cookie)) return;
      const key = identity(cookie);
      const order = cookies.get(key)?.order ?? ++lastOrder;
      cookies.set(key, { ...cookie, order });
      live();
    },

    cookiesFor(url, sender) {
      return live()
        .filter(
          (cookie) =>
            reaches(cookie, url) &&
            pathMatches(url.pathname, cookie.path) &&
            (!cookie.secure || isTrustworthy(url)) &&
            isAllowed(cookie, sender),
        )
        .sort((a, b) => b.path.length - a.path.length || a.order - b.order);
    },

    cookiesOf: (url) =>
      live()
        .filter((cookie) => reaches(cookie, url))
        .sort((a, b) => a.order - b.order),

    copy: () => cookieJar(now, live()),
  };
}

function identity({ name, domain, path, hostOnly }: Cookie): string {
  return [name, domain, path, hostOnly].join("\n");
}

/** Whether `SameSite` lets a request carry a cookie. Without the attribute a cookie is Lax, as in Chrome. */
function isAllowed({ sameSite }: Cookie, { isSameSite, isNavigation, method }: Sender): boolean {
  if (isSameSite || sameSite === "none") return true;
  return sameSite !== "strict" && isNavigation && SAFE.has(method);
}

/** Returns the cookie that a browser stores, or `null` if it refuses the text (RFC 6265bis, section 5.7). */
function accepted(parsed: ParsedCookie, url: URL, sender: Sender): Cookie | null {
  let { domain } = parsed;
  if (isPublicSuffix(domain)) {
    if (domain !== url.hostname) return null;
    domain = "";
  }
  if (domain !== "" && !domainMatches(url.hostname, domain)) return null;
  const isSecureUrl = isTrustworthy(url);
  if (parsed.secure && !isSecureUrl) return null;
  if (parsed.sameSite === "none" && !parsed.secure) return null;
  if (parsed.sameSite !== "none" && !sender.isSameSite && !sender.isNavigation) return null;
  const cookie: Cookie = {
    ...parsed,
    hostOnly: domain === "",
    domain: domain === "" ? url.hostname : domain,
    path: parsed.path === "" ? defaultPath(url.pathname) : parsed.path,
    order: 0,
  };
  return hasItsPrefix(cookie, parsed.path) ? cookie : null;
}

/** Checks the rules of the prefixes `__Secure-` and `__Host-`. */
function hasItsPrefix(cookie: Cookie, givenPath: string): boolean {
  const name = (cookie.name === "" ? cookie.value : cookie.name).toLowerCase();
  const isSecurePrefix = name.startsWith("__secure-");
  const isHostPrefix = name.startsWith("__host-");
  if (!isSecurePrefix && !isHostPrefix) return true;
  if (cookie.name === "" || !cookie.secure) return false;
  return isSecurePrefix || (cookie.hostOnly && givenPath === "/");
}

/** Checks whether a cookie from a connection without TLS would hide a `Secure` one. */
function hidesSecure(cookies: readonly Cookie[], cookie: Cookie): boolean {
  return cookies.some(
    (each) =>
      each.secure &&
      each.name === cookie.name &&
      (domainMatches(each.domain, cookie.domain) || domainMatches(cookie.domain, each.domain)) &&
      pathMatches(cookie.path, each.path),
  );
}
