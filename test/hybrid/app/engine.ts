import { createSignet, database, type FeedStore, hybrid, jwt, type Strategy } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";

/** The session limit of a user. */
export const MAX_SESSIONS = 3;

/** The count only grows, so it shows how old the data of a reading is. */
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
/** The start of the machine, rounded to a day, so that all processes compute the same value. */
const began = Math.round((Date.now() - machineTime() / 1e6) / DAY) * DAY;

/** Returns the time on the clock of the engines; milliseconds. */
export function now(): number {
  return began + Math.floor(machineTime() / 1e6);
}

/**
 * Creates the engine of an application. Its clock for lifetimes is always correct, because the scenario
 * tests the staleness of revocations, and not the effect of a wrong clock on lifetimes.
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
      maxSessionsPerUser: MAX_SESSIONS,
    }),
    accept,
  });
}

interface EngineOptions {
  readonly library?: typeof published;
  /** The former strategies. */
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

/** Creates the strategies before `hybrid()`, and the engines that still sign users in with them. */
export function formerOn(store: FeedStore, library = { createSignet, jwt, database }) {
  const byToken = library.jwt();
  const byStore = library.database({ store, maxSessionsPerUser: MAX_SESSIONS });
  return {
    strategies: [byToken, byStore],
    byToken: library.createSignet({ ...common, strategy: byToken }),
    byStore: library.createSignet({ ...common, strategy: byStore }),
  };
}

export type Former = ReturnType<typeof formerOn>;

/** Returns a request without cookies, with the credential as a bearer token. */
export function requestWith(credential?: string) {
  const host = { host: "localhost" };
  return credential === undefined ? host : { ...host, authorization: `Bearer ${credential}` };
}
