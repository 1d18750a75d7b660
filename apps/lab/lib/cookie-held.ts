import "server-only";
import { cookies } from "next/headers";
import { cookieNames } from "./chunks";
import { type CookiePicture, pictureOf } from "./cookie-picture";
import { type StrategyName, strategies } from "./strategies";

/** What this browser presents to a strategy, or `null`. On https the names begin with `__Host-`. */
export async function cookieHeld(strategy: StrategyName): Promise<CookiePicture | null> {
  const jar = await cookies();
  const { cookieName } = strategies[strategy];
  for (const base of [`__Host-${cookieName}`, cookieName]) {
    const held = cookieNames(base).flatMap((name) => jar.get(name) ?? []);
    if (held.length > 0) return pictureOf(strategy, held);
  }
  return null;
}
