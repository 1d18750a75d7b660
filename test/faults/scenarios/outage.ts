import { setTimeout as delay } from "node:timers/promises";
import { type Store, StoreUnavailableError } from "signet-auth";
import { clockTimes, type Engine, engineOn, requestWith } from "../app/engine.ts";
import { endElsewhere, ghostOf } from "./elsewhere.ts";

/** What a store is given to answer; milliseconds. */
export const DEADLINE = 1_000;
/** By how much an answer may be later than the deadline, on a machine with other things to do; milliseconds. */
export const MARGIN = 500;
/**
 * How fast the engine's clock is, for renewals to fall due: no faster, because a read that waits for
 * longer than clocks may differ (five seconds) may meet a renewal that is later than itself.
 */
const HURRY = 4;
/** Sessions that have to outlive the fault. */
const SESSIONS = 10;
/** Of these, how many are ended where the application cannot hear of it. */
const ENDED_ELSEWHERE = 3;
/** From the end of a fault until everything works again, at most; milliseconds. */
const PATIENCE = 30_000;

/** Something that goes wrong with a store for a while. */
export interface Fault {
  readonly name: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  /** The primary, where the application is led to another server: sessions are ended there meanwhile. `openStore` takes it. */
  readonly primary?: string;
}

export interface OutageReport {
  readonly fault: string;
  /** Questions asked while the fault lasted. */
  readonly asked: number;
  /** Those that were answered, rightly. */
  readonly answered: number;
  /** Those that were answered with `unavailable`. */
  readonly unavailable: number;
  /** Anything else, in words. */
  readonly wrong: readonly string[];
  /** Milliseconds. */
  readonly slowestAnswer: number;
  /** Sessions that were ended where the application could not hear of it; each counts as wrong once it is read as active. */
  readonly endedElsewhere: number;
  /** Sessions that nobody ended, and that were not active afterwards. */
  readonly ended: number;
  /** From the end of the fault until every session was read and changed again; milliseconds. */
  readonly recovery: number;
}

/**
 * Signs people in, lets something go wrong with their store, reads and changes sessions all the
 * while, and counts what is left of them when it is over. The application is not restarted.
 */
export async function outage(store: Store, fault: Fault, during = 2_500): Promise<OutageReport> {
  const engine = engineOn(store, { timeout: DEADLINE / 1_000, now: clockTimes(HURRY) });
  const name = `outage-${fault.name}`;
  const people = await Promise.all(
    Array.from({ length: SESSIONS }, async (_, number) => {
      const userId = `${name}-${number}`;
      return { userId, ...(await engine.signIn(requestWith(), { userId, data: {} })) };
    }),
  );
  const gone = people.splice(0, fault.primary === undefined ? 0 : ENDED_ELSEWHERE);
  const credentials = people.map(({ credential }) => credential);
  const told = { asked: 0, answered: 0, unavailable: 0, wrong: [] as string[], slowestAnswer: 0 };

  async function ask(deed: () => Promise<string>): Promise<void> {
    told.asked++;
    const began = performance.now();
    const outcome = await deed().catch(wordOf);
    told.slowestAnswer = Math.max(told.slowestAnswer, performance.now() - began);
    if (outcome === "right") told.answered++;
    else if (outcome === "unavailable") told.unavailable++;
    else told.wrong.push(outcome);
  }

  const ghosts = gone.map((one) => () => ghostOf(engine, one.credential));
  await fault.begin();
  if (fault.primary !== undefined) await endElsewhere(fault.primary, gone, HURRY);
  const end = performance.now() + during;
  let turn = 0;
  try {
    while (performance.now() < end) {
      const deeds = deedsOf(engine, credentials, `${name}-other-${turn++}`);
      await Promise.all([...deeds, ...ghosts].map(ask));
      await delay(20);
    }
  } finally {
    await fault.end();
  }
  const over = performance.now();
  await untilAllWorks(engine, credentials);
  const recovery = performance.now() - over;
  const statuses = await Promise.all(credentials.map((each) => statusOf(engine, each)));
  const outcomes = await Promise.all(ghosts.map((ghost) => ghost()));
  told.wrong.push(...outcomes.filter((outcome) => outcome !== "right"));
  const ended = statuses.filter((status) => status !== "right").length;
  return { fault: fault.name, ...told, endedElsewhere: gone.length, ended, recovery };
}

/** What is done at once while the fault lasts: only `guest` ends sessions, and only its own. */
function deedsOf(
  engine: Engine,
  credentials: readonly string[],
  guest: string,
): readonly (() => Promise<string>)[] {
  const [first = "", second = ""] = credentials;
  return [
    ...credentials.map((credential) => () => statusOf(engine, credential)),
    () => engine.update(requestWith(first), { n: 1 }).then(right),
    () => renewal(engine, second),
    () => engine.sessions.list(guest).then(right),
    async () => {
      const { credential } = await engine.signIn(requestWith(), { userId: guest, data: {} });
      await engine.signOut(requestWith(credential));
      return "right";
    },
  ];
}

/** A renewal that fails costs nothing but the renewal. */
async function renewal(engine: Engine, credential: string): Promise<string> {
  const reading = await engine.read(requestWith(credential));
  await engine.renew(requestWith(credential), reading);
  return reading.status === "active" ? "right" : reading.status;
}

async function statusOf(engine: Engine, credential: string): Promise<string> {
  const reading = await engine.read(requestWith(credential));
  if (reading.status === "rejected") return `a live session was read as ${reading.reason}`;
  return reading.status === "active" ? "right" : reading.status;
}

async function untilAllWorks(engine: Engine, credentials: readonly string[]): Promise<void> {
  const began = performance.now();
  for (;;) {
    try {
      await Promise.all(credentials.map((each) => engine.update(requestWith(each), { after: 1 })));
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) return;
      if (performance.now() - began > PATIENCE) throw error;
      await delay(20);
    }
  }
}

function right(): string {
  return "right";
}

function wordOf(error: unknown): string {
  return error instanceof StoreUnavailableError ? "unavailable" : String(error);
}
