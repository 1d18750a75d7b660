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
import { judge, together, type Verdict } from "../history/verdict.ts";
import { disagreement } from "./agreement.ts";

const DEVICES = 6;
/** When the blow falls, after all have begun; milliseconds. */
const STRIKES = { earliest: 5, latest: 120 };
/** How long those who live go on after it, once the store answers; milliseconds. */
const GOES_ON = 40;

/** A store without a server of its own falls with the processes that use it. */
export type Victim = "app" | "store";

export interface KillOptions {
  readonly victim: Victim;
  readonly rounds: number;
  /** No round begins after so many milliseconds. */
  readonly within?: number;
  readonly seed: number;
  /** Told after each round. */
  readonly say?: (sentence: string) => void;
}

export interface KillReport extends Verdict {
  readonly rounds: number;
  /** Sessions listed that could not be found, and the reverse. */
  readonly ghosts: number;
  readonly orphans: number;
  /** Users who could not sign in again, or whose new session did not work. */
  readonly lockedOut: number;
  /** From the server's being up to the first answer through a client that was there before; milliseconds. */
  readonly slowestRecovery: number;
}

type Round = Omit<KillReport, "rounds">;

/**
 * Kills with SIGKILL while two processes sign in, renew, update and end sessions, and looks at what
 * is left with the eyes of an observer who has been there from the start.
 */
export async function kills(target: Target, options: KillOptions): Promise<KillReport> {
  const { rounds, within = Number.POSITIVE_INFINITY, say = () => {} } = options;
  const random = randomOf(options.seed);
  const { store, close } = await openStore(target.address);
  const crew: App[] = [];
  const done: Round[] = [];
  const began = Date.now();
  try {
    while (done.length < rounds && Date.now() - began < within) {
      const name = `${options.victim}-${options.seed}-${done.length}`;
      done.push(await round(target, store, crew, { name, victim: options.victim, random }));
      say(inShort(options.victim, done));
    }
    return sumOf(done);
  } finally {
    await Promise.all(crew.map((app) => app.kill()));
    await close();
  }
}

async function round(
  target: Target,
  store: Store,
  crew: App[],
  { name, victim, random }: { name: string; victim: Victim; random: Random },
): Promise<Round> {
  while (crew.length < 2) crew.push(await startApp(target.address, target.folder));
  const users = [`${name}-a`, `${name}-b`] as const;
  const working = crew.map((app, at) => {
    const seed = random.below(2 ** 31) + at;
    // One that is killed gives no tally.
    return app.run({ kind: "live", seed, users, devices: DEVICES }).catch(() => null);
  });
  const logs = crew.flatMap(({ logs }) => logs.slice(-1));
  while (!logs.every((log) => existsSync(log) && statSync(log).size > 0)) await delay(2);
  await delay(STRIKES.earliest + random.below(STRIKES.latest - STRIKES.earliest));
  const log = join(target.folder, `${name}.log`);
  const watched = recorded(store, log);
  await strike(target, victim, crew);
  const slowestRecovery = await untilAnswered(() => watched.listByUser(users[0], Date.now()));
  await delay(GOES_ON);
  for (const app of crew) app.stop();
  await Promise.all(working);
  const apart = await disagreement(watched, readHistory(logs));
  const lockedOut = await countLockedOut(watched, users);
  const verdict = judge(readHistory([log, ...logs]));
  const [ghosts, orphans] = [apart.ghosts.length, apart.orphans.length];
  return { ...verdict, ghosts, orphans, lockedOut, slowestRecovery };
}

/** Who is killed leaves the crew. */
async function strike(target: Target, victim: Victim, crew: App[]): Promise<void> {
  if (victim === "app") {
    await crew.shift()?.kill();
  } else if (target.server === null) {
    await Promise.all(crew.splice(0).map((app) => app.kill()));
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
    ...together(done),
    rounds: done.length,
    ghosts: sum(({ ghosts }) => ghosts),
    orphans: sum(({ orphans }) => orphans),
    lockedOut: sum(({ lockedOut }) => lockedOut),
    slowestRecovery: Math.max(0, ...done.map(({ slowestRecovery }) => slowestRecovery)),
  };
}

function inShort(victim: Victim, done: readonly Round[]): string {
  const { violations, ...figures } = sumOf(done);
  return `${victim} killed: ${JSON.stringify({ ...figures, violations: violations.length })}`;
}
