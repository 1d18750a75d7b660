import { createSignet, type FeedStore, hybrid } from "signet-auth";
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

/**
 * The engine as an application makes it. How long sessions live goes by a clock that nobody sets:
 * what a wrong clock does to lifetimes is another question than how soon a revocation is known.
 */
export function engineOn(
  store: FeedStore,
  maxStaleness: number,
  library = { createSignet, hybrid },
) {
  return library.createSignet({
    strategy: library.hybrid({
      store,
      maxStaleness: maxStaleness / 1_000,
      maxSessionsPerUser: MOST,
    }),
    secret: "a-secret-for-the-proof-0123456789-abcdef",
    data,
    lifetime: { idle: "365d", absolute: "730d" },
    now: () => began + Math.floor(machineTime() / 1e6),
  });
}

export type Engine = ReturnType<typeof engineOn>;

/** A request of a client without cookies. */
export function requestWith(credential?: string) {
  const host = { host: "localhost" };
  return credential === undefined ? host : { ...host, authorization: `Bearer ${credential}` };
}
