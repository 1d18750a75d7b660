import { poolTo } from "./pool.ts";
import { startPostgres, startStandby } from "./postgres.ts";
import { startProxy, type TcpProxy } from "./proxy.ts";
import { startRedisPair } from "./redis-pair.ts";
import type { Server } from "./server.ts";

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
      await run(standby, "SELECT pg_wal_replay_pause()");
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

async function run({ url }: { readonly url: string }, sql: string): Promise<void> {
  const pool = poolTo(url, { max: 1 });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}
