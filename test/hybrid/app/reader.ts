import { setTimeout as delay } from "node:timers/promises";
import { type RequestSource, SignetError } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import type { Random } from "../../harness/random.ts";
import { type ObservationRecorder, observationRecorder } from "../history/observations.ts";
import type { Engine } from "./engine.ts";
import { type HeldSession, withHanded, withMoved } from "./held-session.ts";
import type { HandedSession } from "./messages.ts";

/** Concurrent loops of reads. Some of them wait during an outage of the store. */
const LOOPS = 6;
/** The number of reads of a loop before it yields to other work. */
const BATCH = 8;
/** The number of refused sessions that are still read, because they must not become active again. */
const MOST_REFUSED = 200;
/** The `maxStaleness` of some single reads; milliseconds. */
const OWN_BOUND = 1_000;

/** One of this many reads of a session of a former strategy moves it. */
const MOVE_EVERY = 8;

/** Reads all handed sessions in random order until it is stopped. */
export function reader(engine: Engine, maxStaleness: number, random: Random) {
  const seen: ObservationRecorder = observationRecorder();
  const held = new Map<string, HeldSession>();
  let live: string[] = [];
  let refused: string[] = [];
  let isStopped = false;

  function refuse(session: string): void {
    live = live.filter((each) => each !== session);
    if (!refused.includes(session)) refused = [...refused, session].slice(-MOST_REFUSED);
  }

  function boundOf(draw: number): number {
    if (draw === 0) return 0;
    return draw === 1 ? OWN_BOUND : maxStaleness;
  }

  async function readOne(): Promise<void> {
    const from = refused.length > 0 && random.below(10) === 0 ? refused : live;
    const session = from[random.below(from.length)];
    const known = session === undefined ? undefined : held.get(session);
    if (session === undefined || known === undefined) return;
    if (known.toMove !== null && random.below(MOVE_EVERY) === 0) return move(session, known);
    const request = known.requests[random.below(known.requests.length)];
    if (request !== undefined) await read(session, request, boundOf(random.below(40)));
  }

  /** Handles a request as an application does, and keeps the cookies of the response. */
  async function move(session: string, known: HeldSession): Promise<void> {
    const request = known.toMove?.headers();
    if (request === undefined) return;
    const reading = await read(session, request, maxStaleness);
    try {
      const setCookies = await engine.renew(request, reading);
      if (setCookies.length === 0) return;
      seen.moved();
      const now = held.get(session);
      if (now !== undefined) held.set(session, withMoved(now, setCookies));
    } catch (error) {
      // A later request moves the session.
      if (!(error instanceof SignetError)) throw error;
    }
  }

  async function read(session: string, request: RequestSource, bound: number) {
    const begun = machineTime();
    const reading = await (bound === maxStaleness
      ? engine.read(request)
      : engine.read(request, bound === 0 ? { fresh: true } : { maxStaleness: bound / 1_000 }));
    if (reading.status === "active") {
      const { count } = reading.session.data;
      seen.active({ session, count, bound, begun }, reading.decidedBy);
    } else if (reading.status === "unavailable") seen.unavailable();
    else {
      const reason = reading.status === "rejected" ? reading.reason : reading.status;
      seen.refused({ session, reason, begun, answered: machineTime() });
      refuse(session);
    }
    return reading;
  }

  async function readLoop(): Promise<void> {
    while (!isStopped) {
      for (let left = BATCH; left > 0; left--) await readOne();
      await delay(1);
    }
  }

  return {
    hold(handed: readonly HandedSession[]): void {
      for (const each of handed) {
        if (!held.has(each.session)) live.push(each.session);
        held.set(each.session, withHanded(held.get(each.session), each));
      }
    },
    forget(sessions: readonly string[]): void {
      for (const session of sessions) held.delete(session);
      live = live.filter((each) => held.has(each));
      refused = refused.filter((each) => held.has(each));
    },
    drain: () => seen.drain(machineTime()),
    async run(): Promise<void> {
      await Promise.all(Array.from({ length: LOOPS }, readLoop));
    },
    stop(): void {
      isStopped = true;
    },
  };
}
