import { isUnsupported } from "../errors.ts";
import { setCookie } from "../http/cookies.ts";
import { type CookieContext, forgetSession, keepSession } from "../http/session-cookies.ts";
import { absoluteEndOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import type { Issued, Tombstone } from "../strategy/contract.ts";
import type { Settings } from "./config.ts";
import type { Incoming } from "./incoming.ts";

/** Writes the `Set-Cookie` texts of an engine. Times are milliseconds since the epoch. */
export interface EngineCookies {
  keep(incoming: Incoming, issued: Issued, now: number): string[];
  forget(incoming: Incoming): string[];
  tombstone(incoming: Incoming, tombstone: Tombstone, now: number): string;
}

export function engineCookies({ operations, lifetime }: Settings): EngineCookies {
  function contextOf({ request, places }: Incoming): CookieContext {
    return { request, places, chunked: operations.chunked };
  }

  /**
   * A cookie lives as long as its credential, or as long as its stored session can be kept alive. `null`:
   * until the browser ends.
   */
  function cookieEndOf(facts: SessionFacts): number | null {
    if (facts.terms?.persistent === false) return null;
    return isUnsupported(operations.directory) ? facts.expiresAt : absoluteEndOf(facts, lifetime);
  }

  return {
    keep(incoming, { credential, facts }, now) {
      const content = { value: credential, expiresAt: cookieEndOf(facts) };
      return keepSession(contextOf(incoming), content, now);
    },

    forget: (incoming) => forgetSession(contextOf(incoming)),

    tombstone: ({ places: { current } }, tombstone, now) =>
      setCookie(current.names.tombstone, tombstone, current.attributes, now),
  };
}
