import { createSignet, type Duration, database, type Store } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";

/** The default session limit of a user. */
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
 * Creates the engine of an application. By default, its clock runs 1,000 times as fast as the machine,
 * so that renewals are due during a test.
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

/** Returns a request without cookies, with the credential as a bearer token. */
export function requestWith(credential?: string) {
  const host = { host: "localhost" };
  return credential === undefined ? host : { ...host, authorization: `Bearer ${credential}` };
}

const DAY = 86_400_000;
/** The start of the machine, rounded to a day, so that all processes compute the same value. */
const began = Math.round((Date.now() - machineTime() / 1e6) / DAY) * DAY;

/** Returns a clock that runs `factor` times as fast as the machine, and is the same for all processes. */
export function clockTimes(factor: number): () => number {
  return () => began + Math.floor((machineTime() / 1e6) * factor);
}
