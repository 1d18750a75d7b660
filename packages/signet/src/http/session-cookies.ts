import { cut, fitsOneCookie } from "./chunks.ts";
import type { CookieNames } from "./cookie-names.ts";
import { type CookieContent, expireCookie, setCookie } from "./cookies.ts";
import { cookieNamesIn } from "./credential.ts";
import type { Site } from "./site.ts";
import type { RequestSource } from "./source.ts";

/** Where a session's cookies go. */
export interface CookiePlace {
  readonly request: RequestSource;
  readonly names: CookieNames;
  readonly site: Site;
  /** Whether a credential may take several cookies. */
  readonly chunked: boolean;
}

/**
 * The `Set-Cookie` texts that keep a credential in the browser, and leave nothing beside it that
 * would be taken for another: a response that is late, or chunks of a longer one.
 *
 * @throws {SignetError} `cookie-too-large`.
 */
export function keepSession(place: CookiePlace, content: CookieContent, now: number): string[] {
  const { names, site, chunked } = place;
  const { value, expiresAt } = content;
  const whole = { name: names.session, value };
  const parts = !chunked || fitsOneCookie(whole) ? [whole] : cut(value, names);
  const kept = parts.map((part) =>
    setCookie(part.name, { value: part.value, expiresAt }, site, now),
  );
  return [
    ...kept,
    ...forgetAllBut(
      place,
      parts.map(({ name }) => name),
    ),
  ];
}

/** The `Set-Cookie` texts that make the browser forget the session. */
export function forgetSession(place: CookiePlace): string[] {
  const { names, site } = place;
  return [expireCookie(names.session, site), ...forgetAllBut(place, [names.session])];
}

function forgetAllBut({ request, names, site, chunked }: CookiePlace, kept: string[]): string[] {
  const [first = ""] = names.chunks;
  const held = cookieNamesIn(request, names);
  // Another response may set the other form meanwhile, so its first cookie goes unseen as well.
  const doubtful = chunked ? [...held, names.session, first] : held;
  return [...new Set(doubtful)]
    .filter((name) => !kept.includes(name))
    .map((name) => expireCookie(name, site));
}
