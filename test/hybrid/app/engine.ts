import { createSignet, database, type FeedStore, hybrid, jwt, type Strategy } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";

/** Sessions a user may have. */
export const MOST = 3;

/** A count that only grows, so that a reading tells how old it is. */
interface Data {
  readonly count: number;
}

const data = {
  "~standard": {
    version: 1 as const,
    vendor: "proof",
    validate: (value: unknown) => ({ value: value as Data }),
  },
};

const DAY = 86_400_000;
/** The day on which the machine started: the same for all processes. */
const began = Math.round((Date.now() - machineTime() / 1e6) / DAY) * DAY;

/** What the engines' clocks say; milliseconds. */
export function now(): number {
  return began + Math.floor(machineTime() / 1e6);
}

/**
 * The engine as an application makes it. How long sessions live goes by a clock that nobody sets:
 * what a wrong clock does to lifetimes is another question than how soon a revocation is known.
 */
export function engineOn(
  store: FeedStore,
  maxStaleness: number,
  { library = published, accept = [] }: EngineOptions = {},
) {
  return library.createSignet({
    ...common,
    strategy: library.hybrid({
      store,
      maxStaleness: maxStaleness / 1_000,
      maxSessionsPerUser: MOST,
    }),
    accept,
  });
}

interface EngineOptions {
  readonly library?: typeof published;
  /** Strategies of before. */
  readonly accept?: readonly Strategy[];
}

const published = { createSignet, hybrid };
const common = {
  secret: "a-secret-for-the-proof-0123456789-abcdef",
  data,
  lifetime: { idle: "365d", absolute: "730d" },
  now,
} as const;

export type Engine = ReturnType<typeof engineOn>;

/** The strategies that were in use before `hybrid()`, and servers that still sign people in by them. */
export function formerOn(store: FeedStore, library = { createSignet, jwt, database }) {
  const byToken = library.jwt();
  const byStore = library.database({ store, maxSessionsPerUser: MOST });
  return {
    strategies: [byToken, byStore],
    byToken: library.createSignet({ ...common, strategy: byToken }),
    byStore: library.createSignet({ ...common, strategy: byStore }),
  };
}

export type Former = ReturnType<typeof formerOn>;

/** A request of a client without cookies. */
export function requestWith(credential?: string) {
  const host = { host: "localhost" };
  return credential === undefined ? host : { ...host, authorization: `Bearer ${credential}` };
}
