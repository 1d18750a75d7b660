import { setTimeout as delay } from "node:timers/promises";
import type { FeedStore, RequestSource } from "signet-auth";
import { testBrowser } from "signet-auth/testing";
import { machineTime } from "../../harness/machine-time.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { engineOn, type Former, requestWith } from "../app/engine.ts";
import { type Observation, observationRecorder } from "../history/observations.ts";
import type { Operation } from "../history/operations.ts";

/** The smallest allowed `maxStaleness`; milliseconds. */
export const BOUND = 1_000;

/** The library, or a mutant. */
export type Library = typeof import("signet-auth");

/** The operations of the writer, and the observations of the reader. */
export interface History {
  readonly operations: readonly Operation[];
  readonly seen: readonly Observation[];
}

/** One server that revokes sessions, and another that reads them. */
export interface TwoServers {
  readonly signIn: () => Promise<void>;
  readonly revoke: () => Promise<void>;
  /** The reader responds to a request, which moves a session of a former strategy. The browser keeps its cookie. */
  readonly answer: () => Promise<void>;
  /** The reader reads the session for this time; milliseconds. */
  readonly watch: (time: number) => Promise<void>;
  readonly history: () => History;
}

/**
 * Creates the two servers.
 *
 * @param stores the store of each server
 * @param former when given, its token strategy signs in instead of the writer
 */
export function startTwoServers(
  library: Library,
  stores: { readonly writer: FeedStore; readonly reader: FeedStore },
  former: Former | null = null,
): TwoServers {
  const accept = former?.strategies ?? [];
  const writer = engineOn(stores.writer, BOUND, { library, accept });
  const reader = engineOn(stores.reader, BOUND, { library, accept });
  const operations: Operation[] = [];
  const recorder = observationRecorder();
  let current: { readonly session: string; readonly request: RequestSource } = {
    session: "",
    request: {},
  };

  return {
    async signIn() {
      const begun = machineTime();
      const input = { userId: "ada", data: { count: 0 } };
      const signedIn = await (former?.byToken ?? writer).signIn(requestWith(), input);
      const { session, setCookies } = signedIn;
      const browser = testBrowser();
      browser.receive(setCookies);
      current = { session: session.id, request: browser.headers() };
      const acknowledged = machineTime();
      operations.push({ kind: "signed-in", session: session.id, user: "ada", begun, acknowledged });
    },
    async revoke() {
      const begun = machineTime();
      await untilAnswered(() => writer.sessions.revoke(current.session));
      operations.push({
        kind: "ended",
        session: current.session,
        begun,
        acknowledged: machineTime(),
      });
    },
    async answer() {
      await reader.renew(current.request, await reader.read(current.request));
    },
    async watch(time) {
      const { session, request } = current;
      for (const end = performance.now() + time; performance.now() < end; await delay(5)) {
        const begun = machineTime();
        const reading = await reader.read(request);
        if (reading.status === "unavailable") recorder.unavailable();
        else if (reading.status === "active") {
          const { count } = reading.session.data;
          recorder.active({ session, count, bound: BOUND, begun }, reading.decidedBy);
        } else {
          const reason = reading.status === "rejected" ? reading.reason : reading.status;
          recorder.refused({ session, reason, begun, answered: machineTime() });
        }
      }
    },
    history: () => ({ operations, seen: recorder.drain(machineTime()) }),
  };
}
