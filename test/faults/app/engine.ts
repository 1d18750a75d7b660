import { createSignet, type Duration, database, type Store } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";

/** Sessions a user may have. */
const MOST = 3;

type Data = Record<string, number>;

const data = {
  "~standard": {
    version: 1 as const,
    vendor: "faults",
    validate: (value: unknown) => ({ value: value as Data }),
  },
};

interface EngineOptions {
  readonly most?: number;
  readonly now?: () => number;
  readonly timeout?: Duration;
}

/**
 * The engine as an application makes it. For its clock a millisecond of the machine is a second, so
 * that renewals fall due while a test runs.
 */
export function engineOn(store: Store, options: EngineOptions = {}) {
  const { most = MOST, now = clockTimes(1_000), timeout = "2s" } = options;
  return createSignet({
    strategy: database({ store, maxSessionsPerUser: most, timeout }),
    secret: "a-secret-for-fault-tests-0123456789-abcdef",
    data,
    lifetime: { idle: "365d", absolute: "730d", renewAfter: "5s" },
    now,
  });
}

export type Engine = ReturnType<typeof engineOn>;

/** A request of a client without cookies. */
export function requestWith(credential?: string) {
  const host = { host: "localhost" };
  return credential === undefined ? host : { ...host, authorization: `Bearer ${credential}` };
}

const DAY = 86_400_000;
/** The day on which the machine started: the same for all processes. */
const began = Math.round((Date.now() - machineTime() / 1e6) / DAY) * DAY;

/** A clock on which this many milliseconds pass in one, the same for all processes. */
export function clockTimes(factor: number): () => number {
  return () => began + Math.floor((machineTime() / 1e6) * factor);
}
