import { setTimeout as delay } from "node:timers/promises";
import { machineTime } from "../../harness/machine-time.ts";
import type { Random } from "../../harness/random.ts";
import { type Sightings, sightings } from "../record/sightings.ts";
import { type Engine, requestWith } from "./engine.ts";
import type { Handed } from "./messages.ts";

/** Questions under way at once, of which some wait for a store that is out. */
const LANES = 6;
/** Readings in a row, before everything else has its turn. */
const ROW = 8;
/** Sessions that are refused are asked about further: they must not come back. So many at most. */
const MOST_REFUSED = 200;
/** The other bound that single calls ask for; milliseconds. */
const OWN_BOUND = 1_000;

/** Asks about every session it was handed, over and over. */
export function reader(engine: Engine, maxStaleness: number, random: Random) {
  const seen: Sightings = sightings();
  const credentials = new Map<string, string>();
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
    const credential = session === undefined ? undefined : credentials.get(session);
    if (session === undefined || credential === undefined) return;
    const bound = boundOf(random.below(40));
    const begun = machineTime();
    const request = requestWith(credential);
    const reading = await (bound === maxStaleness
      ? engine.read(request)
      : engine.read(request, bound === 0 ? { fresh: true } : { maxStaleness: bound / 1_000 }));
    switch (reading.status) {
      case "active": {
        const { count } = reading.session.data;
        return seen.active({ session, count, bound, begun }, reading.decidedBy);
      }
      case "unavailable":
        return seen.unavailable();
      default: {
        const reason = reading.status === "rejected" ? reading.reason : reading.status;
        seen.refused({ session, reason, begun, answered: machineTime() });
        refuse(session);
      }
    }
  }

  async function lane(): Promise<void> {
    while (!isStopped) {
      for (let left = ROW; left > 0; left--) await readOne();
      await delay(1);
    }
  }

  return {
    hold(handed: readonly Handed[]): void {
      for (const { session, credential } of handed) {
        if (!credentials.has(session)) live.push(session);
        credentials.set(session, credential);
      }
    },
    forget(sessions: readonly string[]): void {
      for (const session of sessions) credentials.delete(session);
      live = live.filter((each) => credentials.has(each));
      refused = refused.filter((each) => credentials.has(each));
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
