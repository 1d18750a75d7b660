import { setTimeout as delay } from "node:timers/promises";
import { type RequestSource, SignetError } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import type { Random } from "../../harness/random.ts";
import { type Sightings, sightings } from "../record/sightings.ts";
import type { Engine } from "./engine.ts";
import { type Held, heldBy, movedBy } from "./held.ts";
import type { Handed } from "./messages.ts";

/** Questions under way at once, of which some wait for a store that is out. */
const LANES = 6;
/** Readings in a row, before everything else has its turn. */
const ROW = 8;
/** Sessions that are refused are asked about further: they must not come back. So many at most. */
const MOST_REFUSED = 200;
/** The other bound that single calls ask for; milliseconds. */
const OWN_BOUND = 1_000;

/** One in so many questions about a session of another strategy moves it. */
const MOVES = 8;

/** Asks about every session it was handed, over and over. */
export function reader(engine: Engine, maxStaleness: number, random: Random) {
  const seen: Sightings = sightings();
  const held = new Map<string, Held>();
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
    if (known.toMove !== null && random.below(MOVES) === 0) return move(session, known);
    const request = known.requests[random.below(known.requests.length)];
    if (request !== undefined) await read(session, request, boundOf(random.below(40)));
  }

  /** Answers a request as an application does, and keeps what the answer sets. */
  async function move(session: string, known: Held): Promise<void> {
    const request = known.toMove?.headers();
    if (request === undefined) return;
    const reading = await read(session, request, maxStaleness);
    try {
      const setCookies = await engine.renew(request, reading);
      if (setCookies.length === 0) return;
      seen.moved();
      const now = held.get(session);
      if (now !== undefined) held.set(session, movedBy(now, setCookies));
    } catch (error) {
      // It is moved another time.
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

  async function lane(): Promise<void> {
    while (!isStopped) {
      for (let left = ROW; left > 0; left--) await readOne();
      await delay(1);
    }
  }

  return {
    hold(handed: readonly Handed[]): void {
      for (const each of handed) {
        if (!held.has(each.session)) live.push(each.session);
        held.set(each.session, heldBy(held.get(each.session), each));
      }
    },
    forget(sessions: readonly string[]): void {
      for (const session of sessions) held.delete(session);
      live = live.filter((each) => held.has(each));
      refused = refused.filter((each) => held.has(each));
    },
    drain: () => seen.drain(machineTime()),
    async run(): Promise<void> {
      await Promise.all(Array.from({ length: LANES }, lane));
    },
    stop(): void {
      isStopped = true;
    },
  };
}
