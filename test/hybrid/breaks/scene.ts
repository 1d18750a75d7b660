import { setTimeout as delay } from "node:timers/promises";
import type { FeedStore, RequestSource } from "signet-auth";
import { testBrowser } from "signet-auth/testing";
import { machineTime } from "../../harness/machine-time.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { engineOn, type Former, requestWith } from "../app/engine.ts";
import type { Deed } from "../record/deeds.ts";
import { type Sighting, sightings } from "../record/sightings.ts";

/** Milliseconds; the least there is. */
export const BOUND = 1_000;

/** The library, or one with a mistake in it. */
export type Library = typeof import("signet-auth");

/** All that was done, and all that was seen. */
export interface History {
  readonly deeds: readonly Deed[];
  readonly seen: readonly Sighting[];
}

/** A server that ends sessions and another that reads them. */
export interface Scene {
  readonly signIn: () => Promise<void>;
  readonly revoke: () => Promise<void>;
  /** The reader answers a request, and moves a session of another strategy; the browser stays as it was. */
  readonly answer: () => Promise<void>;
  /** The reader asks about the session for so long; milliseconds. */
  readonly watch: (time: number) => Promise<void>;
  readonly history: () => History;
}

/**
 * @param stores what each of the two goes by.
 * @param former what signs in, in a token alone, instead of the writer.
 */
export function sceneOf(
  library: Library,
  stores: { readonly writer: FeedStore; readonly reader: FeedStore },
  former: Former | null = null,
): Scene {
  const accept = former?.strategies ?? [];
  const writer = engineOn(stores.writer, BOUND, { library, accept });
  const reader = engineOn(stores.reader, BOUND, { library, accept });
  const deeds: Deed[] = [];
  const kept = sightings();
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
      deeds.push({ kind: "signed-in", session: session.id, user: "ada", begun, acknowledged });
    },
    async revoke() {
      const begun = machineTime();
      await untilAnswered(() => writer.sessions.revoke(current.session));
      deeds.push({ kind: "ended", session: current.session, begun, acknowledged: machineTime() });
    },
    async answer() {
      await reader.renew(current.request, await reader.read(current.request));
    },
    async watch(time) {
      const { session, request } = current;
      for (const end = performance.now() + time; performance.now() < end; await delay(5)) {
        const begun = machineTime();
        const reading = await reader.read(request);
        if (reading.status === "unavailable") kept.unavailable();
        else if (reading.status === "active") {
          const { count } = reading.session.data;
          kept.active({ session, count, bound: BOUND, begun }, reading.decidedBy);
        } else {
          const reason = reading.status === "rejected" ? reading.reason : reading.status;
          kept.refused({ session, reason, begun, answered: machineTime() });
        }
      }
    },
    history: () => ({ deeds, seen: kept.drain(machineTime()) }),
  };
}
