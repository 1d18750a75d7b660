import { fitsOneCookie, splitCredential } from "./cookie-chunks.ts";
import type { CookieNames } from "./cookie-names.ts";
import { type CookieContent, expireCookie, setCookie } from "./cookies.ts";
import { cookieNamesIn } from "./credential.ts";
import type { RequestSource } from "./request-source.ts";
import type { Transport } from "./transport.ts";

/** The request that gets the cookies of a session, and the form of the cookies. */
export interface CookieContext {
  readonly request: RequestSource;
  readonly names: CookieNames;
  readonly transport: Transport;
  /** Whether a credential may be split into several cookies. */
  readonly chunked: boolean;
}

/**
 * Returns the `Set-Cookie` texts that store a credential in the browser. They also expire every other
 * form of the session cookie, such as chunks of a longer credential, so concurrent responses leave only
 * one form of the cookie.
 *
 * @throws {SignetError} `cookie-too-large`.
 */
export function keepSession(context: CookieContext, content: CookieContent, now: number): string[] {
  const { names, transport, chunked } = context;
  const { value, expiresAt } = content;
  const whole = { name: names.session, value };
  const parts = !chunked || fitsOneCookie(whole) ? [whole] : splitCredential(value, names);
  const kept = parts.map((part) =>
    setCookie(part.name, { value: part.value, expiresAt }, transport, now),
  );
  return [
    ...kept,
    ...expireAllBut(
      context,
      parts.map(({ name }) => name),
    ),
  ];
}

/** Returns the `Set-Cookie` texts that delete the session cookies from the browser. */
export function forgetSession(context: CookieContext): string[] {
  const { names, transport } = context;
  return [expireCookie(names.session, transport), ...expireAllBut(context, [names.session])];
}

function expireAllBut(
  { request, names, transport, chunked }: CookieContext,
  kept: string[],
): string[] {
  const [first = ""] = names.chunks;
  const held = cookieNamesIn(request, names);
  // A concurrent response may set the other form, so its first cookie is expired even if not sent.
  const candidates = chunked ? [...held, names.session, first] : held;
  return [...new Set(candidates)]
    .filter((name) => !kept.includes(name))
    .map((name) => expireCookie(name, transport));
}
