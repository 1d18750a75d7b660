import { setTimeout as delay } from "node:timers/promises";
import { type Store, StoreUnavailableError } from "signet-auth";
import { clockTimes, type Engine, engineOn, requestWith } from "../app/engine.ts";
import { readRevoked, revokeOnPrimary } from "./revoked-on-primary.ts";

/** The timeout of the engine for the store; milliseconds. */
export const DEADLINE = 1_000;
/** An answer may be later than the deadline by this time, because the machine is busy; milliseconds. */
export const MARGIN = 500;
/**
 * The engine's clock runs this many times as fast as the machine, so that renewals are due. It must not
 * run faster: a read that waits longer than the tolerated clock difference (five seconds) could find a
 * renewal from its own future.
 */
const CLOCK_FACTOR = 4;
/** The number of sessions. */
const SESSIONS = 10;
/** How many of them are revoked on the primary while the application uses another server. */
const REVOKED_ON_PRIMARY = 3;
/** The longest wait for recovery after a fault; milliseconds. */
const TIMEOUT = 30_000;

/** A fault that can be injected into the server of a store, and ended. */
export interface Fault {
  readonly name: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  /** For faults that lead the application to another server: the address of the primary, for `openStore`. */
  readonly primary?: string;
}

export interface OutageReport {
  readonly fault: string;
  /** Calls during the fault. */
  readonly asked: number;
  /** Calls with a correct answer. */
  readonly answered: number;
  /** Calls with the answer `unavailable`. */
  readonly unavailable: number;
  /** Descriptions of all other answers. */
  readonly wrong: readonly string[];
  /** Milliseconds. */
  readonly slowestAnswer: number;
  /** Sessions that were revoked on the primary during the fault. An active reading of one is wrong. */
  readonly endedElsewhere: number;
  /** Sessions that were not revoked and are not active afterwards. */
  readonly ended: number;
  /** From the end of the fault to the first successful update of every session; milliseconds. */
  readonly recovery: number;
}

/**
 * Signs users in, injects a fault for `during` milliseconds while it reads and changes sessions, and
 * checks the sessions after recovery. The application is not restarted.
 */
export async function outage(store: Store, fault: Fault, during = 2_500): Promise<OutageReport> {
  const engine = engineOn(store, { timeout: DEADLINE / 1_000, now: clockTimes(CLOCK_FACTOR) });
  const name = `outage-${fault.name}`;
  const people = await Promise.all(
    Array.from({ length: SESSIONS }, async (_, number) => {
      const userId = `${name}-${number}`;
      return { userId, ...(await engine.signIn(requestWith(), { userId, data: {} })) };
    }),
  );
  const revoked = people.splice(0, fault.primary === undefined ? 0 : REVOKED_ON_PRIMARY);
  const credentials = people.map(({ credential }) => credential);
  const counts = { asked: 0, answered: 0, unavailable: 0, wrong: [] as string[], slowestAnswer: 0 };

  async function ask(call: () => Promise<string>): Promise<void> {
    counts.asked++;
    const began = performance.now();
    const outcome = await call().catch(wordOf);
    counts.slowestAnswer = Math.max(counts.slowestAnswer, performance.now() - began);
    if (outcome === "right") counts.answered++;
    else if (outcome === "unavailable") counts.unavailable++;
    else counts.wrong.push(outcome);
  }

  const revokedReads = revoked.map((one) => () => readRevoked(engine, one.credential));
  await fault.begin();
  if (fault.primary !== undefined) await revokeOnPrimary(fault.primary, revoked, CLOCK_FACTOR);
  const end = performance.now() + during;
  let round = 0;
  try {
    while (performance.now() < end) {
      const calls = callsOf(engine, credentials, `${name}-other-${round++}`);
      await Promise.all([...calls, ...revokedReads].map(ask));
      await delay(20);
    }
  } finally {
    await fault.end();
  }
  const over = performance.now();
  await untilAllWorks(engine, credentials);
  const recovery = performance.now() - over;
  const statuses = await Promise.all(credentials.map((each) => statusOf(engine, each)));
  const outcomes = await Promise.all(revokedReads.map((read) => read()));
  counts.wrong.push(...outcomes.filter((outcome) => outcome !== "right"));
  const ended = statuses.filter((status) => status !== "right").length;
  return { fault: fault.name, ...counts, endedElsewhere: revoked.length, ended, recovery };
}

/** Returns the concurrent calls during a fault. Only `guest` ends sessions, and only its own. */
function callsOf(
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

/** Reads and renews. A failed renewal must not change the result of the read. */
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
      if (performance.now() - began > TIMEOUT) throw error;
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
