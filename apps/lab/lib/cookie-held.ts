import "server-only";
import { cookies } from "next/headers";
import { type CookiePicture, pictureOf } from "./cookie-picture";
import { type StrategyName, strategies } from "./strategies";

/** What this browser presents to a strategy, or `null`. On https the name begins with `__Host-`. */
export async function cookieHeld(strategy: StrategyName): Promise<CookiePicture | null> {
  const jar = await cookies();
  const { cookieName } = strategies[strategy];
  const held = jar.get(`__Host-${cookieName}`) ?? jar.get(cookieName);
  return held === undefined ? null : pictureOf(strategy, held.name, held.value);
}
