import "server-only";
import { cookies, headers } from "next/headers";
import { cookieNames } from "./chunks";
import { type CookiePicture, pictureOf } from "./cookie-picture";
import { cookiePrefix } from "./request-site";
import { type StrategyName, strategies } from "./strategies";

/**
 * The cookie of this browser that a strategy reads, or `null`. Cookies of the other prefix are none
 * of ours: the library does not look at them, so no page may show them as the session.
 */
export async function cookieHeld(strategy: StrategyName): Promise<CookiePicture | null> {
  const [head, jar] = [await headers(), await cookies()];
  const base = cookiePrefix(head) + strategies[strategy].cookieName;
  const held = cookieNames(base).flatMap((name) => jar.get(name) ?? []);
  return held.length > 0 ? pictureOf(strategy, held) : null;
}
