import { join } from "node:path";
import { machineTime } from "../../harness/machine-time.ts";
import { openStore } from "../../harness/open-store.ts";
import type { Target } from "../../harness/targets.ts";
import { MOST_IN_BURST } from "../app/burst.ts";
import { type Engine, engineOn, requestWith } from "../app/engine.ts";
import { type App, startApp } from "../app/start.ts";
import type { BurstTask, Tally } from "../app/task.ts";
import { readHistory, recorded } from "../history/log.ts";
import type { Operation } from "../history/operation.ts";

const PROCESSES = 4;
/** From the command to the common start of all processes; nanoseconds. */
const HEAD_START = 100e6;
const SIGNED_IN_AT = Date.UTC(2026, 11, 1);
/** Longer than `renewAfter` of the engine; milliseconds. */
const LATER = 60_000;

/** The result of one burst. */
export interface Burst {
  readonly what: BurstTask["what"];
  /** The count of each outcome. */
  readonly outcomes: Tally;
  /** The number of successful writes, by the answers of the store. */
  readonly writes: number;
  /** Afterwards: the number of live sessions, or of data fields that were kept. */
  readonly left: number;
  readonly milliseconds: number;
}

/** Makes `times` concurrent calls on one session or one user, from several processes. */
export async function bursts(target: Target, times: number): Promise<readonly Burst[]> {
  const apps = await Promise.all(
    Array.from({ length: PROCESSES }, () => startApp(target.address, target.folder)),
  );
  const { store, close } = await openStore(target.address);
  const log = join(target.folder, `bursts-${process.pid}-${Date.now()}.log`);
  const observed = recorded(store, log);
  const engine = engineOn(observed, { most: MOST_IN_BURST, now: () => SIGNED_IN_AT + LATER });
  const history = () => readHistory([log, ...apps.flatMap((app) => app.logs)]);

  async function perform(what: BurstTask["what"]): Promise<Burst> {
    const userId = `${what}-${target.name}`;
    const first = engineOn(observed, { most: MOST_IN_BURST, now: () => SIGNED_IN_AT });
    const { credential } = await first.signIn(requestWith(), { userId, data: {} });
    const before = writesOf(what, history());
    const at = machineTime() + HEAD_START;
    const parts = shares(times, apps).map(([app, from, to]) =>
      app.run({ kind: "burst", what, userId, credential, from, to, at, now: SIGNED_IN_AT + LATER }),
    );
    const outcomes = sumOf(await Promise.all(parts));
    const milliseconds = (machineTime() - at) / 1e6;
    const left = await countLeft(what, engine, { userId, credential });
    const writes = writesOf(what, history()) - before;
    return { what, outcomes, writes, left, milliseconds };
  }

  try {
    return [await perform("renew"), await perform("update"), await perform("sign-in")];
  } finally {
    await Promise.all(apps.map((app) => app.kill()));
    await close();
  }
}

async function countLeft(
  what: BurstTask["what"],
  engine: Engine,
  { userId, credential }: { readonly userId: string; readonly credential: string },
): Promise<number> {
  if (what === "sign-in") return (await engine.sessions.list(userId)).length;
  const reading = await engine.read(requestWith(credential));
  if (reading.status !== "active") return 0;
  return what === "renew" ? 1 : Object.keys(reading.session.data).length;
}

/** Counts the operations of this kind of burst that changed something. */
function writesOf(what: BurstTask["what"], history: readonly Operation[]): number {
  const kind = what === "sign-in" ? "create" : what;
  return history.filter(
    ({ call, end, answer }) => call.kind === kind && end !== null && answer !== false,
  ).length;
}

function shares(times: number, apps: readonly App[]): [App, number, number][] {
  const bound = (part: number) => Math.round((times * part) / apps.length);
  return apps.map((app, part) => [app, bound(part), bound(part + 1)]);
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum: Tally = {};
  for (const tally of tallies) {
    for (const [outcome, count] of Object.entries(tally))
      sum[outcome] = (sum[outcome] ?? 0) + count;
  }
  return sum;
}
