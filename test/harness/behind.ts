import { setTimeout as delay } from "node:timers/promises";
import { poolTo } from "./pool.ts";
import { type Postgres, startPostgres, startStandby } from "./postgres.ts";
import { startProxy, type TcpProxy } from "./proxy.ts";
import { startRedisPair } from "./redis-pair.ts";
import type { Server } from "./server.ts";

/** A standby that lost its primary tries again every five seconds; milliseconds. */
const PATIENCE = 20_000;

/** A server with another one that can fall behind it, and may then not be taken for the truth. */
export interface Pair {
  /** Leads to the primary, whichever of the two is it. */
  readonly address: string;
  /** Where the primary listens. */
  readonly port: () => number;
  /** The primary. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** What happens to whoever is on a way of its own: "demoted", "standby paused". */
  readonly name: string;
  /** The way leads to a server from now on that hears of nothing any more. */
  readonly fallBehind: (way: TcpProxy) => Promise<void>;
  /** The way leads to the primary, for whoever connects anew. */
  readonly catchUp: (way: TcpProxy) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Two Redis servers: the primary hands over to its replica, and is cut off. */
export async function redisThatIsDemoted(config: readonly string[] = []): Promise<Pair> {
  const pair = await startRedisPair(config);
  const primaryWay = await startProxy(pair.primary().port);
  return {
    name: "demoted",
    address: `redis://127.0.0.1:${primaryWay.port}`,
    port: () => pair.primary().port,
    kill: () => pair.primary().kill(),
    start: () => pair.primary().start(),
    async fallBehind() {
      await pair.follow();
      await pair.changeOver();
      await pair.cutOff();
      primaryWay.moveTo(pair.primary().port);
    },
    async catchUp(way) {
      way.moveTo(pair.primary().port);
    },
    async stop() {
      await primaryWay.close();
      await pair.stop();
    },
  };
}

/** A PostgreSQL with a standby, which pauses its replay. */
export async function postgresWithStandby(): Promise<Pair> {
  const primary = await startPostgres([], { durable: true });
  const standby = await startStandby(primary);
  return {
    name: "standby paused",
    address: primary.url,
    port: () => primary.port,
    kill: primary.kill,
    start: primary.start,
    async fallBehind(way) {
      await caughtUp(primary, standby);
      await pauseReplay(primary, standby);
      await lead(way, standby);
    },
    async catchUp(way) {
      // Connections to the standby stay, and are left when it says what it is.
      way.moveTo(primary.port);
      await run(standby, "SELECT pg_wal_replay_resume()");
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}

/** Also those that are connected. */
async function lead(way: TcpProxy, { port }: Server): Promise<void> {
  await way.set({ kind: "refused" });
  way.moveTo(port);
  await way.set({ kind: "open" });
}

/** What it has to show is there, so that only what comes later is not. */
async function caughtUp(primary: Postgres, standby: Postgres): Promise<void> {
  const position = await run(primary, "SELECT pg_current_wal_flush_lsn()::text AS answer");
  await until(standby, `SELECT pg_last_wal_replay_lsn() >= '${position}' AS answer`);
}

/** A standby that was asked to pause does so with the next record that it meets. */
async function pauseReplay(primary: Postgres, standby: Postgres): Promise<void> {
  await run(standby, "SELECT pg_wal_replay_pause()");
  await run(primary, "SELECT pg_logical_emit_message(true, 'pause', '')");
  await until(standby, "SELECT pg_get_wal_replay_pause_state() = 'paused' AS answer");
}

async function until(server: Postgres, question: string): Promise<void> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await delay(20)) {
    if ((await run(server, question)) === true) return;
  }
  throw new Error(`After ${PATIENCE} ms it was not so: ${question}`);
}

/** The column `answer` of the first row. */
async function run({ url }: Postgres, sql: string): Promise<unknown> {
  const pool = poolTo(url, { max: 1 });
  try {
    return Object((await pool.query(sql)).rows[0]).answer;
  } finally {
    await pool.end();
  }
}
