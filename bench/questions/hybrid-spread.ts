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
/** The last of a round's servers to know; milliseconds. */
const TARGET = 250;

/** How long a revocation takes to reach other servers: counted, not timed in slices. */
export async function ask({ stored }: Setting): Promise<Question> {
  const isQuick = stored < 1_000;
  const findings: Finding[] = [];
  for (const engine of isQuick ? ENGINES.slice(0, 1) : ENGINES) {
    findings.push(await spreadOn(engine, isQuick ? [1] : PROCESSES, isQuick ? 2 : 100));
  }
  return {
    title: "Hybrid: from a revocation to the last server that knows",
    about: [
      "One round: a session is read by so many processes, each with an engine of its own, every millisecond; another process ends it; the time from the store's acknowledgement to the beginning of the first refused read in each, by the clock that all share. `maxStaleness` is 5 s, the default. With sixteen readers on a machine of two cores the processors are what is waited for.",
      "PostgreSQL and Redis give hints, and SQLite is looked at every second.",
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
        await Promise.all(readers.map((reader) => told(reader, signedIn.credential)));
        const heard = readers.map((reader) => once(reader, "message"));
        await signet.sessions.revoke(signedIn.session.id);
        const acknowledged = machineTime();
        const times = (await Promise.all(heard)).map(([{ refused }]) =>
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

/** Hands a credential over and waits until it was read as active. */
async function told(reader: ChildProcess, credential: string): Promise<void> {
  const seen = once(reader, "message");
  reader.send(credential);
  const [message] = await seen;
  if (message.seen !== true) throw new Error("A reader refused a session that was live.");
}

function shown(times: readonly number[]): string[] {
  return [0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(1));
}

function verdict(engine: TargetName, times: readonly number[]): string {
  if (engine === "sqlite") return "no target";
  return quantile(times, 0.99) <= TARGET ? "met" : "missed";
}
