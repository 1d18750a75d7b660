import { SignetError } from "../../errors.ts";
import { LARGEST_COOKIE } from "../../http/cookie-chunks.ts";
import { pairsNamed } from "../../http/cookie-header.ts";
import type { CookieAttributes, CookiePlacing } from "../../http/cookie-places.ts";
import { expireCookie, setCookie } from "../../http/cookies.ts";
import { headerOf, type RequestSource } from "../../http/request-source.ts";
import { transportOf } from "../../http/transport.ts";

/** A cookie of the service to set. */
export interface ServiceCookie {
  /** The end of its name, such as `.github`. */
  readonly suffix: string;
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Whether a form of another site must carry it. */
  readonly crossSite?: boolean;
}

/** The cookies of the service in one request and its response. */
export interface CookieJar {
  /** Returns the value of a cookie; `null` without one, and for different values of one name. */
  read(suffix: string): string | null;
  /** Returns the cookies whose name goes on with a text, in the order of the request. */
  list(start: string): { readonly suffix: string; readonly value: string }[];
  set(cookie: ServiceCookie, now: number): void;
  expire(suffix: string, crossSite?: boolean): void;
  /** Returns the `Set-Cookie` texts, one for each name. */
  setCookies(): string[];
}

/**
 * Opens the cookies of the service for one request. They belong to the host that sets them, and on https
 * their names start with `__Host-`. They are `SameSite=Lax`, because a provider sends the user back by a
 * link. When the session cookie is for frames, they are for frames, too.
 */
export function cookieJar(
  request: RequestSource,
  cookieName: string,
  places: CookiePlacing,
): CookieJar {
  const transport = transportOf(request);
  const isSecure = transport !== "localhost";
  const name = (suffix: string) => `${isSecure ? "__Host-" : ""}${cookieName}-sign-in${suffix}`;
  const { sameSite, partitioned } = places(transport).current.attributes;
  const usual: CookieAttributes = {
    domain: null,
    secure: isSecure,
    sameSite: sameSite === "none" ? "none" : "lax",
    partitioned,
  };
  // Browsers refuse SameSite=None without Secure, and take Secure on http://localhost.
  const attributes = (crossSite = false): CookieAttributes =>
    crossSite ? { ...usual, sameSite: "none", secure: true } : usual;
  const header = headerOf(request, "cookie") ?? "";
  const texts = new Map<string, string>();
  return {
    read(suffix) {
      const values = pairsNamed(header, name(suffix))
        .filter((pair) => pair.name === name(suffix))
        .map((pair) => pair.value);
      return new Set(values).size === 1 ? (values[0] ?? null) : null;
    },

    list(start) {
      const skip = name("").length;
      return pairsNamed(header, name(start)).map((pair) => ({
        suffix: pair.name.slice(skip),
        value: pair.value,
      }));
    },

    set({ suffix, value, expiresAt, crossSite }, now) {
      const size = name(suffix).length + value.length;
      if (size > LARGEST_COOKIE) throw tooLarge(size);
      const text = setCookie(name(suffix), { value, expiresAt }, attributes(crossSite), now);
      texts.set(suffix, text);
    },

    expire(suffix, crossSite) {
      texts.set(suffix, expireCookie(name(suffix), attributes(crossSite)));
    },

    setCookies: () => [...texts.values()],
  };
}

function tooLarge(size: number): SignetError {
  return new SignetError(
    "cookie-too-large",
    `The state of the sign-in takes a cookie of ${size} bytes, but browsers keep at most ${LARGEST_COOKIE} bytes. Shorten returnTo, or keep less in the transaction of the method.`,
  );
}
