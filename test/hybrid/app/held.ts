import type { RequestSource } from "signet-auth";
import { type TestBrowser, testBrowser } from "signet-auth/testing";
import { requestWith } from "./engine.ts";
import type { Handed } from "./messages.ts";

/** Requests of one session that are kept, the newest of them. */
const MOST = 3;

/** A session that a reader asks about. */
export interface Held {
  /** What requests present: each shows the same session. */
  readonly requests: readonly RequestSource[];
  /** A browser whose cookie another strategy has set, which an answer moves; `null` for none. */
  readonly toMove: TestBrowser | null;
}

/** A session as it is held once more of it was handed over. */
export function heldBy(
  before: Held | undefined,
  { credential, toMove }: Pick<Handed, "credential" | "toMove">,
): Held {
  const request = requestWith(credential);
  // The newest credential takes the place of the one before, and what browsers hold stays.
  const kept = before?.requests.filter((each) => "cookie" in each) ?? [];
  if (toMove === undefined) {
    return { requests: [request, ...kept], toMove: before?.toMove ?? null };
  }
  const browser = testBrowser();
  browser.receive(toMove);
  return { requests: [request, ...kept, browser.headers()], toMove: browser };
}

/** Adds what an answer has set. What was there stays, because a late browser still has the former cookie. */
export function movedBy(held: Held, setCookies: readonly string[]): Held {
  const browser = testBrowser();
  browser.receive(setCookies);
  return { ...held, requests: [...held.requests, browser.headers()].slice(-MOST) };
}
