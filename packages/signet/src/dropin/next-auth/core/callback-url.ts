import { setCookieText } from "../cookies/set-cookie.ts";
import type { AuthUrl } from "../url.ts";
import { defaultCallbacks } from "./callbacks.ts";
import { type AuthRequest, badRequest } from "./message.ts";
import type { Settings } from "./settings.ts";

/** The URL that a sign-in or a sign-out leads to. */
export interface CallbackUrl {
  readonly callbackUrl: string;
  readonly setCookies: string[];
}

/**
 * Returns the URL that a sign-in or a sign-out leads to: that of the body, of the query or of the
 * cookie, if the callback `redirect` allows it.
 *
 * @throws {SignetError} `invalid-input` for a URL in the body or in the query that is no http URL.
 */
export async function callbackUrlOf(
  { body, query, cookies }: AuthRequest,
  { cookies: { callbackUrl: cookie }, callbacks, url }: Settings,
): Promise<CallbackUrl> {
  const given = body?.["callbackUrl"] ?? query["callbackUrl"];
  if (given && !isUsable(given, callbacks.redirect === defaultCallbacks.redirect, url)) {
    throw badRequest("The callbackUrl is not an http URL of this site, or not one text.");
  }
  const held = cookies.get(cookie.name);
  // Another host of the domain may have set the cookie, so a wrong one must not stop the sign-in.
  const wanted = given || (held && isHttpUrl(held, url) ? held : undefined);
  const callbackUrl =
    typeof wanted === "string" && wanted !== ""
      ? await callbacks.redirect({ url: wanted, baseUrl: url.origin })
      : url.origin;
  const setCookies = callbackUrl === held ? [] : [setCookieText({ ...cookie, value: callbackUrl })];
  return { callbackUrl, setCookies };
}

/**
 * Refuses a query whose `callbackUrl` is no http URL.
 *
 * @throws {SignetError} `invalid-input`
 */
export function checkQuery({ query }: AuthRequest, url: AuthUrl): void {
  const given = query["callbackUrl"];
  if (given && !(typeof given === "string" && isHttpUrl(given, url))) {
    throw badRequest("The callbackUrl of the query is not an http URL, or not one text.");
  }
}

/** A callback of the program may accept other texts than URLs. */
function isUsable(given: unknown, isDefault: boolean, url: AuthUrl): given is string {
  if (typeof given !== "string" || /\p{Cc}/u.test(given)) return false;
  return !isDefault || URL.canParse(given, given.startsWith("/") ? url.base : undefined);
}

function isHttpUrl(text: string, { base }: AuthUrl): boolean {
  if (/\p{Cc}/u.test(text)) return false;
  const parsed = URL.parse(text, text.startsWith("/") ? base : undefined);
  return parsed !== null && /^https?:$/.test(parsed.protocol);
}
