import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createSignet, hybrid } from "signet-auth";
import { machineTime } from "../../test/harness/machine-time.ts";
import { openStore } from "../../test/harness/open-store.ts";
import { quantile } from "../../test/harness/quantile.ts";
import { startTarget, type TargetName } from "../../test/harness/targets.ts";
import type { Finding, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";

const ENGINES: readonly TargetName[] = ["sqlite", "postgres", "redis", "cluster"];
const PROCESSES = [1, 4, 16];
/** The target for the last server of a round; milliseconds. */
const TARGET = 250;

/** Measures how long a revocation takes to reach other servers, without time slices. */
export async function ask({ stored }: Setting): Promise<Question> {
  const isQuick = stored < 1_000;
  const findings: Finding[] = [];
  for (const engine of isQuick ? ENGINES.slice(0, 1) : ENGINES) {
    findings.push(await spreadOn(engine, isQuick ? [1] : PROCESSES, isQuick ? 2 : 100));
  }
  return {
    title: "Hybrid: time from a revocation to its last server",
    about: [
      "One round: several processes with separate engines read a session every millisecond, and another process revokes it. The figure is the time from the store's acknowledgement to the start of the first refused read in each process, on the clock that all processes share. `maxStaleness` is 5 s, the default. With sixteen readers on a machine with two cores, most of the time is a wait for the processor.",
      "PostgreSQL and Redis give hints. SQLite is polled every second.",
    ],
    contestants: [],
    yardsticks: [],
    targets: [],
    findings,
  };
}

async function spreadOn(
  engine: TargetName,
  counts: readonly number[],
  rounds: number,
): Promise<Finding> {
  const target = await startTarget(engine);
  const { store, close } = await openStore(target.address);
  const signet = createSignet({ strategy: hybrid({ store }), secret });
  const readers: ChildProcess[] = [];
  const rows: string[][] = [];
  try {
    for (const count of counts) {
      while (readers.length < count) readers.push(await startReader(target.address));
      const each: number[] = [];
      const last: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const signedIn = await signet.signIn({ host: "localhost" }, { userId: `user-${round}` });
        await Promise.all(readers.map((reader) => startReading(reader, signedIn.credential)));
        const refusals = readers.map((reader) => once(reader, "message"));
        await signet.sessions.revoke(signedIn.session.id);
        const acknowledged = machineTime();
        const times = (await Promise.all(refusals)).map(([{ refused }]) =>
          Math.max(0, (refused - acknowledged) / 1e6),
        );
        each.push(...times);
        last.push(Math.max(...times));
      }
      rows.push([String(count), ...shown(each), ...shown(last), verdict(engine, last)]);
    }
  } finally {
    for (const reader of readers) reader.disconnect();
    await close();
    await target.stop();
  }
  const columns = ["p50", "p99", "most"];
  return {
    title: `${engine}, ${rounds} rounds; milliseconds`,
    head: [
      "processes",
      ...columns.map((name) => `each, ${name}`),
      ...columns.map((name) => `the last, ${name}`),
      `p99 of the last at most ${TARGET} ms`,
    ],
    rows,
  };
}

async function startReader(address: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "../hybrid/reader.ts"), [address], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  await once(child, "message");
  return child;
}

/** Sends a credential to a reader, and waits until the reader has read it as active. */
async function startReading(reader: ChildProcess, credential: string): Promise<void> {
  const seen = once(reader, "message");
  reader.send(credential);
  const [message] = await seen;
  if (message.seen !== true) throw new Error("A reader refused a live session.");
}

function shown(times: readonly number[]): string[] {
  return [0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(1));
}

function verdict(engine: TargetName, times: readonly number[]): string {
  if (engine === "sqlite") return "no target";
  return quantile(times, 0.99) <= TARGET ? "met" : "missed";
}
