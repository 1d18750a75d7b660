import { z } from "zod";
import type { Signet } from "../api.ts";
import { createSignet } from "../create-signet.ts";
import type { RequestSource } from "../http/source.ts";
import type { Sessions } from "../sessions.ts";
import type { FeedStore } from "../store/feed.ts";
import { memoryStore } from "../store/memory.ts";
import { type TestBrowser, testBrowser } from "../testing/browser.ts";
import { type TestClock, testClock } from "../testing/clock.ts";
import type { Strategy } from "./contract.ts";
import { database } from "./database.ts";
import { hybrid } from "./hybrid/index.ts";
import { jwt } from "./jwt.ts";
import { sealed } from "./sealed.ts";

export const SECRET = "a-secret-for-change-over-tests-0123456789";

export interface Data {
  readonly name: string;
  readonly role: string;
}
interface Input {
  readonly name: string;
  readonly role?: string | undefined;
}
const data: z.ZodType<Data, Input> = z.object({
  name: z.string(),
  role: z.string().default("member"),
});

export type Name = "jwt" | "sealed" | "database" | "hybrid";
const makers: Readonly<Record<Name, (store: FeedStore, most?: number) => Strategy>> = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: (store, most) => database({ store, ...optionsOf(most) }),
  hybrid: (store, most) => hybrid({ store, ...optionsOf(most) }),
};
const names: readonly Name[] = ["jwt", "sealed", "database", "hybrid"];

function optionsOf(most: number | undefined) {
  // No machine is so slow that a store seems to be out.
  const timeout = "5m" as const;
  return most === undefined ? { timeout } : { timeout, maxSessionsPerUser: most };
}

/** A change of the strategy; `stores` says how its two stores are one, where they are. */
export interface Change {
  readonly from: Name;
  readonly to: Name;
  readonly stores: "two stores" | "one store" | "one store, opened twice";
}

export function isStored(name: Name): boolean {
  return name === "database" || name === "hybrid";
}

/** All changes in which a session has to be moved. */
export const changes: readonly Change[] = names.flatMap((from) =>
  names.flatMap((to): Change[] => {
    const two: Change = { from, to, stores: "two stores" };
    if (!(isStored(from) && isStored(to))) return from === to ? [] : [two];
    const twice: Change = { from, to, stores: "one store, opened twice" };
    return from === to ? [two, twice] : [two, { from, to, stores: "one store" }, twice];
  }),
);

export function named({ from, to, stores }: Change): string {
  const where = isStored(from) && isStored(to) ? ` on ${stores}` : "";
  return `${from}() → ${to}()${where}`;
}

export type Server = Signet<Data, Input, Strategy>;

/** The sessions of a server whose strategy has some. */
export function sessionsOf({ sessions }: Server): Sessions<Data> {
  if ("list" in sessions) return sessions;
  throw new Error("This strategy has no sessions to list.");
}

/** Stands between a server and its stores. */
export type Wrap = (store: FeedStore) => FeedStore;

export interface ServerOptions {
  readonly wrap?: Wrap;
  readonly secret?: string | readonly string[];
  readonly most?: number;
}

/** Servers of an application as they were before the change and as they are after it. */
export interface World {
  readonly clock: TestClock;
  readonly before: (options?: ServerOptions) => Server;
  readonly after: (options?: ServerOptions) => Server;
  /** As it was before, but for what the change has made of sessions: after it was taken back. */
  readonly back: (options?: ServerOptions) => Server;
  /** As it is once nothing of before is accepted any more. */
  readonly alone: (options?: ServerOptions) => Server;
}

/** A database, which gives a store each time that it is opened. */
export type Database = () => FeedStore;

export function memoryDatabase(): Database {
  const store = memoryStore();
  return () => ({ ...store });
}

export function worldOf(change: Change, newDatabase: () => Database = memoryDatabase): World {
  const clock = testClock();
  const one = newDatabase();
  const other = change.stores === "two stores" ? newDatabase() : one;
  const common = { data, now: () => clock.now() };

  function strategies({ wrap = asItIs, most }: ServerOptions) {
    const former = wrap(one());
    const current = change.stores === "one store" ? former : wrap(other());
    return { former: makers[change.from](former), current: makers[change.to](current, most) };
  }

  return {
    clock,
    before(options = {}) {
      const { former } = strategies(options);
      return createSignet({ ...common, secret: options.secret ?? SECRET, strategy: former });
    },
    after(options = {}) {
      const { former, current } = strategies(options);
      const secret = options.secret ?? SECRET;
      return createSignet({ ...common, secret, strategy: current, accept: [former] });
    },
    alone(options = {}) {
      const { current } = strategies(options);
      return createSignet({ ...common, secret: options.secret ?? SECRET, strategy: current });
    },
    back(options = {}) {
      const { former, current } = strategies(options);
      const secret = options.secret ?? SECRET;
      return createSignet({ ...common, secret, strategy: former, accept: [current] });
    },
  };
}

function asItIs(store: FeedStore): FeedStore {
  return store;
}

/** Somebody who has signed in, and what a request of theirs presents. */
export interface SignedInUser {
  readonly userId: string;
  readonly id: string;
  readonly credential: string;
  readonly browser: TestBrowser;
}

export async function signedIn(server: Server, userId = "ada"): Promise<SignedInUser> {
  const browser = testBrowser();
  const { session, credential, setCookies } = await server.signIn(browser.headers(), {
    userId,
    data: { name: "Ada" },
  });
  browser.receive(setCookies);
  return { userId, id: session.id, credential, browser };
}

/** Renews what a request presents, as a response would. */
export async function renewed(server: Server, request: RequestSource): Promise<string[]> {
  return server.renew({ ...request }, await server.read(request));
}

/** A browser that holds what answers have set, and nothing else. */
export function browserWith(...answers: readonly (readonly string[])[]): TestBrowser {
  const browser = testBrowser();
  for (const setCookies of answers) browser.receive(setCookies);
  return browser;
}
