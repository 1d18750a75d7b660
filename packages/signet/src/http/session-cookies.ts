import { fitsOneCookie, splitCredential } from "./cookie-chunks.ts";
import type { CookiePlace, CookiePlaces } from "./cookie-places.ts";
import { type CookieContent, expireCookie, setCookie } from "./cookies.ts";
import { cookieNamesIn } from "./credential.ts";
import type { RequestSource } from "./request-source.ts";

/** The request that gets the cookies of a session, and the form of the cookies. */
export interface CookieContext {
  readonly request: RequestSource;
  readonly places: CookiePlaces;
  /** Whether a credential may be split into several cookies. */
  readonly chunked: boolean;
}

/**
 * Returns the `Set-Cookie` texts that store a credential in the browser. They also expire every other
 * form of the session cookie, such as chunks of a longer credential or the cookie in the former place, so
 * concurrent responses leave only one form of the cookie.
 *
 * @throws {SignetError} `cookie-too-large`.
 */
export function keepSession(context: CookieContext, content: CookieContent, now: number): string[] {
  const { places, chunked } = context;
  const { names, attributes } = places.current;
  const { value, expiresAt } = content;
  const whole = { name: names.session, value };
  const parts = !chunked || fitsOneCookie(whole) ? [whole] : splitCredential(value, names);
  const kept = parts.map((part) =>
    setCookie(part.name, { value: part.value, expiresAt }, attributes, now),
  );
  const others = namesToExpire(context, places.current).filter(
    (name) => !parts.some((part) => part.name === name),
  );
  return [
    ...kept,
    ...others.map((name) => expireCookie(name, attributes)),
    ...forgetFormer(context),
  ];
}

/** Returns the `Set-Cookie` texts that delete the session cookies from the browser. */
export function forgetSession(context: CookieContext): string[] {
  return [...forgetIn(context, context.places.current), ...forgetFormer(context)];
}

/**
 * The former place is cleared also when the request shows no cookie there. Browsers hide a cookie from
 * some requests, such as a form that another site posts.
 */
function forgetFormer(context: CookieContext): string[] {
  const { former } = context.places;
  return former === null ? [] : forgetIn(context, former);
}

function forgetIn(context: CookieContext, place: CookiePlace): string[] {
  const names = new Set([place.names.session, ...namesToExpire(context, place)]);
  return [...names].map((name) => expireCookie(name, place.attributes));
}

function namesToExpire({ request, chunked }: CookieContext, { names }: CookiePlace): string[] {
  const [first = ""] = names.chunks;
  const held = cookieNamesIn(request, names);
  // A concurrent response may set the other form, so its first cookie is expired even if not sent.
  return [...new Set(chunked ? [...held, names.session, first] : held)];
}
