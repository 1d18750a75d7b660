import "server-only";
import { cookies, headers } from "next/headers";
import { cookieNames, type HeldCookie } from "./chunks";
import { type CookiePicture, pictureOf } from "./cookie-picture";
import { cameByHttps } from "./request-site";
import { type StrategyName, strategies } from "./strategies";

/**
 * The cookie of this browser that a strategy has read, or `null` where that is not certain. A page must
 * show, and go by, no other cookie than the one that the reading is of. Ask only after a reading that
 * is not anonymous.
 */
export async function cookieHeld(strategy: StrategyName): Promise<CookiePicture | null> {
  const [head, jar] = [await headers(), await cookies()];
  // Then the reading may be of that.
  if (head.has("authorization")) return null;
  const under = (base: string): HeldCookie[] =>
    cookieNames(base).flatMap((name) => jar.get(name) ?? []);
  const { cookieName } = strategies[strategy];
  const [local, secure] = [under(cookieName), under(`__Host-${cookieName}`)];
  const held =
    local.length > 0 && secure.length > 0 ? chosen(local, secure, head) : [...local, ...secure];
  return held.length > 0 ? pictureOf(strategy, held) : null;
}

/** Of both names the library reads `__Host-` alone over https, and never over http. */
function chosen(
  local: readonly HeldCookie[],
  secure: readonly HeldCookie[],
  head: Headers,
): readonly HeldCookie[] {
  // It may say otherwise, and only the library parses it.
  if (head.has("forwarded")) return [];
  return cameByHttps(head) ? secure : local;
}
