import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "signet-auth";
import { openStore } from "../../harness/open-store.ts";
import { type Random, randomOf } from "../../harness/random.ts";
import type { Target } from "../../harness/targets.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { engineOn, requestWith } from "../app/engine.ts";
import { type App, startApp } from "../app/start.ts";
import { readHistory, recorded } from "../history/log.ts";
import { combined, judge, type Verdict } from "../history/verdict.ts";
import { disagreement } from "./disagreement.ts";

const DEVICES = 6;
/** The time of the kill, after all processes have started; milliseconds. */
const KILL_AFTER = { earliest: 5, latest: 120 };
/** Rounds that a slow machine makes also after the time is over. */
const FEWEST_ROUNDS = 3;
/** How long the other processes go on after the store answers again; milliseconds. */
const WORK_AFTER_RECOVERY = 40;

/** The process to kill. For a store without a server, `store` means all processes that use it. */
export type Victim = "app" | "store";

export interface KillOptions {
  readonly victim: Victim;
  readonly rounds: number;
  /** No round begins after this time, except the first three; milliseconds. */
  readonly within?: number;
  readonly seed: number;
  /** Called after each round. */
  readonly say?: (sentence: string) => void;
}

export interface KillReport extends Verdict {
  readonly rounds: number;
  /** Listed sessions without a record. */
  readonly ghosts: number;
  /** Records that are not listed. */
  readonly orphans: number;
  /** Users whose new session is not active after a sign-in. */
  readonly lockedOut: number;
  /** From the restart of the server to its first answer to a client that was open before; milliseconds. */
  readonly slowestRecovery: number;
}

type Round = Omit<KillReport, "rounds">;

/**
 * Kills with SIGKILL while two processes sign in, renew, update and end sessions. Then it checks the
 * remaining state through a store that was open from the start.
 */
export async function kills(target: Target, options: KillOptions): Promise<KillReport> {
  const { rounds, within = Number.POSITIVE_INFINITY, say = () => {} } = options;
  const random = randomOf(options.seed);
  const { store, close } = await openStore(target.address);
  const apps: App[] = [];
  const done: Round[] = [];
  const began = Date.now();
  try {
    const isDue = () => done.length < FEWEST_ROUNDS || Date.now() - began < within;
    while (done.length < rounds && isDue()) {
      const name = `${options.victim}-${options.seed}-${done.length}`;
      done.push(await round(target, store, apps, { name, victim: options.victim, random }));
      say(summaryOf(options.victim, done));
    }
    return sumOf(done);
  } finally {
    await Promise.all(apps.map((app) => app.kill()));
    await close();
  }
}

async function round(
  target: Target,
  store: Store,
  apps: App[],
  { name, victim, random }: { name: string; victim: Victim; random: Random },
): Promise<Round> {
  while (apps.length < 2) apps.push(await startApp(target.address, target.folder));
  const users = [`${name}-a`, `${name}-b`] as const;
  const working = apps.map((app, at) => {
    const seed = random.below(2 ** 31) + at;
    // A killed process returns no tally.
    return app.run({ kind: "live", seed, users, devices: DEVICES }).catch(() => null);
  });
  const logs = apps.flatMap(({ logs }) => logs.slice(-1));
  while (!logs.every((log) => existsSync(log) && statSync(log).size > 0)) await delay(2);
  await delay(KILL_AFTER.earliest + random.below(KILL_AFTER.latest - KILL_AFTER.earliest));
  const log = join(target.folder, `${name}.log`);
  const observed = recorded(store, log);
  await killVictim(target, victim, apps);
  const slowestRecovery = await untilAnswered(() => observed.listByUser(users[0], Date.now()));
  await delay(WORK_AFTER_RECOVERY);
  for (const app of apps) app.stop();
  await Promise.all(working);
  const apart = await disagreement(observed, readHistory(logs));
  const lockedOut = await countLockedOut(observed, users);
  const verdict = judge(readHistory([log, ...logs]));
  const [ghosts, orphans] = [apart.ghosts.length, apart.orphans.length];
  return { ...verdict, ghosts, orphans, lockedOut, slowestRecovery };
}

/** Kills the victim, and removes killed processes from `apps`. */
async function killVictim(target: Target, victim: Victim, apps: App[]): Promise<void> {
  if (victim === "app") {
    await apps.shift()?.kill();
  } else if (target.server === null) {
    await Promise.all(apps.splice(0).map((app) => app.kill()));
  } else {
    await target.server.kill();
    await target.server.start();
  }
}

async function countLockedOut(store: Store, users: readonly string[]): Promise<number> {
  const engine = engineOn(store);
  const works = await Promise.all(
    users.map(async (userId) => {
      const { credential } = await engine.signIn(requestWith(), { userId, data: {} });
      return (await engine.read(requestWith(credential))).status === "active";
    }),
  );
  return works.filter((each) => !each).length;
}

function sumOf(done: readonly Round[]): KillReport {
  const sum = (count: (each: Round) => number) => done.reduce((all, each) => all + count(each), 0);
  return {
    ...combined(done),
    rounds: done.length,
    ghosts: sum(({ ghosts }) => ghosts),
    orphans: sum(({ orphans }) => orphans),
    lockedOut: sum(({ lockedOut }) => lockedOut),
    slowestRecovery: Math.max(0, ...done.map(({ slowestRecovery }) => slowestRecovery)),
  };
}

function summaryOf(victim: Victim, done: readonly Round[]): string {
  const { violations, ...figures } = sumOf(done);
  return `${victim} killed: ${JSON.stringify({ ...figures, violations: violations.length })}`;
}
