import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { wayTo } from "../harness/behind.ts";
import { randomOf } from "../harness/random.ts";
import type { Handed, Role, Said } from "./app/messages.ts";
import { type App, startApp } from "./app/start.ts";
import { check, type Verdict } from "./check/check.ts";
import { type Disturbance, type Staleness, stalenessOf } from "./check/staleness.ts";
import { nemesis } from "./nemesis.ts";
import type { Deed } from "./record/deeds.ts";
import { linesOf } from "./record/lines.ts";
import type { Sighting } from "./record/sightings.ts";
import { beforeOf, type ProofTarget } from "./targets.ts";

export interface Length {
  /** It goes on until there are so many. */
  readonly reads: number;
  readonly revokes: number;
  /** And at least so long; milliseconds. */
  readonly time: number;
  /** Milliseconds. */
  readonly maxStaleness: number;
  /** The longest of what befalls it; milliseconds. */
  readonly longest: number;
  readonly readers: number;
  readonly writers: number;
  readonly seed: number;
  /** Whether sessions of other strategies are accepted, and moved. */
  readonly accepts: boolean;
  readonly say?: (sentence: string) => void;
}

export interface Report {
  readonly reads: number;
  /** By what decided, or became of it. */
  readonly decided: Readonly<Record<string, number>>;
  /** Acknowledged operations that ended sessions. */
  readonly revokes: number;
  readonly updates: number;
  /** Sessions that readers moved from another strategy. */
  readonly moves: number;
  readonly verdict: Verdict;
  readonly connected: Staleness;
  readonly cut: Staleness;
  readonly acts: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Readers are asked about an ended session for so much longer; milliseconds. */
const ASKED_FURTHER = 15_000;

/** Readers and writers over one store, and somebody who does all to make the promise fail. */
export async function prove(target: ProofTarget, length: Length): Promise<Report> {
  const { maxStaleness, seed, say = () => {} } = length;
  const began = performance.now();
  const held = new Map<string, Handed>();
  const done = { reader: 0, writer: 0 };
  const logs = { reader: new Map<string, string>(), writer: new Map<string, string>() };
  const readers = new Map<string, App>();
  let started = 0;

  // A way of their own to the server, for the readers, where there is one.
  const { address: readersAddress, way } =
    target.pair === null ? { address: target.address, way: null } : await wayTo(target.pair);

  function heardFrom(role: Role["role"]) {
    return (said: Said) => {
      if ("done" in said) done[role] += said.done;
      else if ("handed" in said) handOut(said.handed);
      else if ("over" in said) setTimeout(forget, ASKED_FURTHER, said.over).unref();
    };
  }
  function handOut(handed: Handed): void {
    // What a browser got first is handed on as well, by which it is moved.
    const toMove = handed.toMove ?? held.get(handed.session)?.toMove;
    held.set(handed.session, toMove === undefined ? handed : { ...handed, toMove });
    for (const reader of readers.values()) reader.tell({ hold: [handed] });
  }
  function forget(sessions: readonly string[]): void {
    for (const session of sessions) held.delete(session);
    for (const reader of readers.values()) reader.tell({ forget: sessions });
  }

  async function start(role: Role["role"], address: string): Promise<[string, App]> {
    const name = `${role}-${started++}`;
    const log = join(target.folder, `${name}.log`);
    logs[role].set(name, log);
    const before = length.accepts ? beforeOf(address) : null;
    const app = await startApp(
      { role, address, before, log, seed: seed * 100 + started, maxStaleness },
      heardFrom(role),
    );
    return [name, app];
  }
  async function startReader(): Promise<void> {
    const [name, app] = await start("reader", readersAddress);
    readers.set(name, app);
    app.tell({ hold: [...held.values()] });
  }

  for (let more = length.readers; more > 0; more--) await startReader();
  const writers: App[] = [];
  for (let more = length.writers; more > 0; more--)
    writers.push((await start("writer", target.address))[1]);

  const field = {
    readers,
    writers,
    proxy: way,
    server: target.server,
    pair: target.pair,
    async replaceReader(name: string) {
      const app = readers.get(name);
      readers.delete(name);
      await app?.kill();
      await startReader();
    },
  };
  const rows = [1, 2, 3, 4].map((row) => randomOf(seed * 10 + row));
  const trouble = nemesis(field, rows, length.longest);

  const goesOn = () =>
    done.reader < length.reads ||
    done.writer < length.revokes ||
    performance.now() - began < length.time;
  for (let second = 1; goesOn(); second++) {
    await delay(1_000);
    if (second % 10 === 0)
      say(`${done.reader} reads, ${done.writer} revocations after ${second} s`);
  }
  await trouble.stop();
  // All is well again: whatever was ended has to be refused by now, and whatever was not is there.
  await delay(maxStaleness + 1_000);
  await Promise.all(writers.map((writer) => writer.stop()));
  await delay(maxStaleness + 1_000);
  await Promise.all([...readers.values()].map((reader) => reader.stop()));
  await way?.close();

  const deeds = [...logs.writer.values()].flatMap(parsed<Deed>);
  const seen = new Map([...logs.reader].map(([name, log]) => [name, parsed<Sighting>(log)]));
  return {
    ...counted(deeds, [...seen.values()].flat()),
    verdict: check(deeds, [...seen.values()].flat()),
    ...stalenessOf(deeds, seen, trouble.disturbances as Disturbance[], maxStaleness),
    acts: trouble.acts,
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}

function parsed<T>(path: string): T[] {
  return linesOf(path).map((line) => JSON.parse(line));
}

function counted(deeds: readonly Deed[], sightings: readonly Sighting[]) {
  const decided: Record<string, number> = {};
  let moves = 0;
  for (const seen of sightings) {
    if (seen.kind !== "counted") continue;
    moves += seen.moves;
    for (const [what, count] of Object.entries(seen.reads))
      decided[what] = (decided[what] ?? 0) + count;
  }
  const isDone = ({ acknowledged }: Deed) => acknowledged !== null;
  return {
    decided,
    moves,
    reads: Object.values(decided).reduce((sum, count) => sum + count, 0),
    revokes: deeds.filter((deed) => isDone(deed) && deed.kind.endsWith("ended")).length,
    updates: deeds.filter((deed) => isDone(deed) && deed.kind === "updated").length,
  };
}
