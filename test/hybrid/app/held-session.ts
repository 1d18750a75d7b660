import type { RequestSource } from "signet-auth";
import { type TestBrowser, testBrowser } from "signet-auth/testing";
import { requestWith } from "./engine.ts";
import type { HandedSession } from "./messages.ts";

/** The number of kept requests of one session: the newest. */
const MAX_REQUESTS = 3;

/** A session that a reader reads. */
export interface HeldSession {
  /** Requests with different credentials of the same session. */
  readonly requests: readonly RequestSource[];
  /** A browser with the cookie of a former strategy, whose session a response moves; `null` for none. */
  readonly toMove: TestBrowser | null;
}

/** Returns the session with a further credential or cookie. */
export function withHanded(
  before: HeldSession | undefined,
  { credential, toMove }: Pick<HandedSession, "credential" | "toMove">,
): HeldSession {
  const request = requestWith(credential);
  // The new credential replaces the former one. Cookies of browsers stay.
  const kept = before?.requests.filter((each) => "cookie" in each) ?? [];
  if (toMove === undefined) {
    return { requests: [request, ...kept], toMove: before?.toMove ?? null };
  }
  const browser = testBrowser();
  browser.receive(toMove);
  return { requests: [request, ...kept, browser.headers()], toMove: browser };
}

/** Adds the cookies of a response. Former requests stay, because a browser may still have the former cookie. */
export function withMoved(held: HeldSession, setCookies: readonly string[]): HeldSession {
  const browser = testBrowser();
  browser.receive(setCookies);
  return { ...held, requests: [...held.requests, browser.headers()].slice(-MAX_REQUESTS) };
}
