import { afterEach, beforeEach, vi } from "vitest";
import { z } from "zod";
import type { SignedIn, Signet } from "../../api.ts";
import { createSignet } from "../../create-signet.ts";
import type { FeedStore } from "../../store/feed.ts";
import { memoryStore } from "../../store/memory.ts";
import { type TestBrowser, testBrowser } from "../../testing/browser.ts";
import type { StoredStrategy } from "../contract.ts";
import { type HybridOptions, hybrid } from "./index.ts";

export const secret: string = "a-secret-for-hybrid-tests-0123456789-abcd";
export const data: z.ZodType<Data, Input> = z.object({
  name: z.string(),
  role: z.string().default("member"),
});
export const MINUTE: number = 60_000;

export interface Data {
  readonly name: string;
  readonly role: string;
}
export interface Input {
  readonly name: string;
  readonly role?: string | undefined;
}

const START = Date.UTC(2026, 0, 1);

/** For every test of a file a clock that goes only when it is told to. */
export function withFakeClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["Date", "performance", "setTimeout", "clearTimeout"],
      now: START,
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

/** The wall clock jumps, and nothing else. */
export function setWallClock(by: number): void {
  vi.setSystemTime(Date.now() + by);
}

/** A server's way to a store that all share, which can be cut. */
export interface Way {
  readonly store: FeedStore;
  /** How often it was asked. */
  readonly asked: { find: number; pages: number };
  readonly cut: { feed: boolean; store: boolean };
  /** Milliseconds that the store's clock seems to be ahead. */
  readonly setStoreClock: (offset: number) => void;
}

export function wayTo(shared: FeedStore): Way {
  const asked = { find: 0, pages: 0 };
  const cut = { feed: false, store: false };
  let clockOffset = 0;
  const down = () => Promise.reject(new Error("the store is down"));
  const store: FeedStore = {
    ...shared,
    find(id) {
      asked.find++;
      return cut.store ? down() : shared.find(id);
    },
    renew: (id, renewal) => (cut.store ? down() : shared.renew(id, renewal)),
    async revocationsSince(...from) {
      asked.pages++;
      if (cut.feed) return down();
      const page = await shared.revocationsSince(...from);
      return { ...page, time: page.time + clockOffset };
    },
    subscribe: () => () => {},
  };
  return {
    store,
    asked,
    cut,
    setStoreClock(offset) {
      clockOffset = offset;
    },
  };
}

export type Server = Way & Signet<Data, Input, StoredStrategy>;

export function serverOn(shared: FeedStore, options: Partial<HybridOptions> = {}): Server {
  const way = wayTo(shared);
  const strategy = hybrid({ store: way.store, ...options });
  return {
    ...way,
    ...createSignet({ strategy, secret, data, lifetime: { idle: "7d", absolute: "30d" } }),
  };
}

/** Ada is signed in, and two servers go by what they heard. */
export interface SignedInAda {
  readonly shared: FeedStore;
  readonly here: Server;
  readonly there: Server;
  readonly browser: TestBrowser;
  readonly headers: () => Record<string, string>;
  readonly issued: SignedIn<Data>;
}

export async function signedIn(options: Partial<HybridOptions> = {}): Promise<SignedInAda> {
  const shared = memoryStore();
  const [here, there] = [serverOn(shared, options), serverOn(shared, options)];
  const browser = testBrowser();
  const input = { userId: "ada", data: { name: "Ada", role: "admin" } };
  const issued = await here.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  const headers = () => browser.headers();
  for (const server of [here, there]) await server.read(headers());
  return { shared, here, there, browser, headers, issued };
}

export function active(decidedBy: string): { readonly status: string; readonly decidedBy: string } {
  return { status: "active", decidedBy };
}
