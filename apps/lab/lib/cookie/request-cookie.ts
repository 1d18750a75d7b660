import "server-only";
import { cookies, headers } from "next/headers";
import { isHttpsRequest } from "../server/is-https-request";
import { type StrategyName, strategies } from "../strategies";
import { type CookiePair, cookieNames } from "./chunks";
import { type CookieParts, partsOf } from "./cookie-parts";

/**
 * Returns the cookie that a strategy has read in this request. Returns `null` when this is uncertain: a
 * page may show and use only the cookie of the reading. Call it only when the reading is not anonymous.
 */
export async function requestCookie(strategy: StrategyName): Promise<CookieParts | null> {
  const [head, jar] = [await headers(), await cookies()];
  // The reading may be of the bearer token.
  if (head.has("authorization")) return null;
  const under = (base: string): CookiePair[] =>
    cookieNames(base).flatMap((name) => jar.get(name) ?? []);
  const { cookieName } = strategies[strategy];
  const [plain, hostOnly] = [under(cookieName), under(`__Host-${cookieName}`)];
  const pairs =
    plain.length > 0 && hostOnly.length > 0
      ? choose(plain, hostOnly, head)
      : [...plain, ...hostOnly];
  return pairs.length > 0 ? partsOf(strategy, pairs) : null;
}

/** Chooses between both names: the library reads only the `__Host-` cookie over https, and never over http. */
function choose(
  plain: readonly CookiePair[],
  hostOnly: readonly CookiePair[],
  head: Headers,
): readonly CookiePair[] {
  // `Forwarded` may contradict `X-Forwarded-Proto`, and only the library parses it.
  if (head.has("forwarded")) return [];
  return isHttpsRequest(head) ? hostOnly : plain;
}
