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
/** From the order to begin until all begin; nanoseconds. */
const HEAD_START = 100e6;
const SIGNED_IN_AT = Date.UTC(2026, 11, 1);
/** Longer than the engine waits before it renews; milliseconds. */
const LATER = 60_000;

/** What one burst came to. */
export interface Burst {
  readonly what: BurstTask["what"];
  /** How often each outcome was seen by those who asked. */
  readonly outcomes: Tally;
  /** The writes that the store says it made for them. */
  readonly writes: number;
  /** What was to be counted afterwards: live sessions, fields that survived. */
  readonly left: number;
  readonly milliseconds: number;
}

/** The same thing `times` over, on one session or one user, from several processes at once. */
export async function bursts(target: Target, times: number): Promise<readonly Burst[]> {
  const apps = await Promise.all(
    Array.from({ length: PROCESSES }, () => startApp(target.address, target.folder)),
  );
  const { store, close } = await openStore(target.address);
  const log = join(target.folder, `bursts-${process.pid}-${Date.now()}.log`);
  const watched = recorded(store, log);
  const engine = engineOn(watched, { most: MOST_IN_BURST, now: () => SIGNED_IN_AT + LATER });
  const history = () => readHistory([log, ...apps.flatMap((app) => app.logs)]);

  async function perform(what: BurstTask["what"]): Promise<Burst> {
    const userId = `${what}-${target.name}`;
    const first = engineOn(watched, { most: MOST_IN_BURST, now: () => SIGNED_IN_AT });
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

/** Operations that changed something for this kind of burst. */
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
