import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { randomOf } from "../harness/random.ts";
import { startProxyTo } from "../harness/replicated-server.ts";
import type { HandedSession, Message, Role } from "./app/messages.ts";
import { type App, startApp } from "./app/start.ts";
import { check, type Verdict } from "./checker/check.ts";
import { type Staleness, stalenessOf } from "./checker/staleness.ts";
import { startFaultInjector } from "./fault-injector.ts";
import { jsonLinesOf } from "./history/json-lines.ts";
import type { Observation } from "./history/observations.ts";
import type { Operation } from "./history/operations.ts";
import { formerStoreOf, type HybridTarget } from "./targets.ts";

export interface ScenarioOptions {
  /** The run ends after this number of reads, `revokes` revocations, and `time`. */
  readonly reads: number;
  readonly revokes: number;
  /** Milliseconds. */
  readonly time: number;
  /** Milliseconds. */
  readonly maxStaleness: number;
  /** The longest duration of most faults; milliseconds. */
  readonly longest: number;
  readonly readers: number;
  readonly writers: number;
  readonly seed: number;
  /** Whether sessions of former strategies are accepted and moved. */
  readonly accepts: boolean;
  readonly say?: (sentence: string) => void;
}

export interface Report {
  readonly reads: number;
  /** The number of reads by their `decidedBy`; those without a session as refused or unavailable. */
  readonly decided: Readonly<Record<string, number>>;
  /** Acknowledged operations that ended sessions. */
  readonly revokes: number;
  readonly updates: number;
  /** Sessions that readers moved from a former strategy. */
  readonly moves: number;
  readonly verdict: Verdict;
  /** The staleness of readers without a fault. */
  readonly connected: Staleness;
  /** The staleness of readers during a fault. */
  readonly cut: Staleness;
  readonly faultCounts: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Readers go on reading an ended session for this time; milliseconds. */
const READ_AFTER_END = 15_000;

/** Runs readers and writers on one store while faults are injected, and checks the staleness bound. */
export async function runScenario(target: HybridTarget, options: ScenarioOptions): Promise<Report> {
  const { maxStaleness, seed, say = () => {} } = options;
  const began = performance.now();
  const held = new Map<string, HandedSession>();
  const done = { reader: 0, writer: 0 };
  const logs = { reader: new Map<string, string>(), writer: new Map<string, string>() };
  const readers = new Map<string, App>();
  let started = 0;

  const { address: readersAddress, proxy } =
    target.replicated === null
      ? { address: target.address, proxy: null }
      : await startProxyTo(target.replicated);

  function messageHandler(role: Role["role"]) {
    return (message: Message) => {
      if ("done" in message) done[role] += message.done;
      else if ("handed" in message) handOut(message.handed);
      else if ("over" in message) setTimeout(forget, READ_AFTER_END, message.over).unref();
    };
  }
  function handOut(handed: HandedSession): void {
    // Keeps the cookies of the former strategy for readers that start later.
    const toMove = handed.toMove ?? held.get(handed.session)?.toMove;
    held.set(handed.session, toMove === undefined ? handed : { ...handed, toMove });
    for (const reader of readers.values()) reader.send({ hold: [handed] });
  }
  function forget(sessions: readonly string[]): void {
    for (const session of sessions) held.delete(session);
    for (const reader of readers.values()) reader.send({ forget: sessions });
  }

  async function start(role: Role["role"], address: string): Promise<[string, App]> {
    const name = `${role}-${started++}`;
    const log = join(target.folder, `${name}.log`);
    logs[role].set(name, log);
    const former = options.accepts ? formerStoreOf(address) : null;
    const app = await startApp(
      { role, address, former, log, seed: seed * 100 + started, maxStaleness },
      messageHandler(role),
    );
    return [name, app];
  }
  async function startReader(): Promise<void> {
    const [name, app] = await start("reader", readersAddress);
    readers.set(name, app);
    app.send({ hold: [...held.values()] });
  }

  for (let more = options.readers; more > 0; more--) await startReader();
  const writers: App[] = [];
  for (let more = options.writers; more > 0; more--)
    writers.push((await start("writer", target.address))[1]);

  const faultTargets = {
    readers,
    writers,
    proxy,
    server: target.server,
    replicated: target.replicated,
    async replaceReader(name: string) {
      const app = readers.get(name);
      readers.delete(name);
      await app?.kill();
      await startReader();
    },
  };
  const randoms = [1, 2, 3, 4].map((kind) => randomOf(seed * 10 + kind));
  const injector = startFaultInjector(faultTargets, randoms, options.longest);

  const goesOn = () =>
    done.reader < options.reads ||
    done.writer < options.revokes ||
    performance.now() - began < options.time;
  for (let second = 1; goesOn(); second++) {
    await delay(1_000);
    if (second % 10 === 0)
      say(`${done.reader} reads, ${done.writer} revocations after ${second} s`);
  }
  await injector.stop();
  // Without faults, every ended session must be refused after the bound, and every other must be active.
  await delay(maxStaleness + 1_000);
  await Promise.all(writers.map((writer) => writer.stop()));
  await delay(maxStaleness + 1_000);
  await Promise.all([...readers.values()].map((reader) => reader.stop()));
  await proxy?.close();

  const operations = [...logs.writer.values()].flatMap(parsed<Operation>);
  const seen = new Map([...logs.reader].map(([name, log]) => [name, parsed<Observation>(log)]));
  return {
    ...counted(operations, [...seen.values()].flat()),
    verdict: check(operations, [...seen.values()].flat()),
    ...stalenessOf(operations, seen, injector.periods, maxStaleness),
    faultCounts: injector.faultCounts,
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}

function parsed<T>(path: string): T[] {
  return jsonLinesOf(path).map((line) => JSON.parse(line));
}

function counted(operations: readonly Operation[], observations: readonly Observation[]) {
  const decided: Record<string, number> = {};
  let moves = 0;
  for (const seen of observations) {
    if (seen.kind !== "counted") continue;
    moves += seen.moves;
    for (const [what, count] of Object.entries(seen.reads))
      decided[what] = (decided[what] ?? 0) + count;
  }
  const isDone = ({ acknowledged }: Operation) => acknowledged !== null;
  return {
    decided,
    moves,
    reads: Object.values(decided).reduce((sum, count) => sum + count, 0),
    revokes: operations.filter((operation) => isDone(operation) && operation.kind.endsWith("ended"))
      .length,
    updates: operations.filter((operation) => isDone(operation) && operation.kind === "updated")
      .length,
  };
}
