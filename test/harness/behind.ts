import { startPostgres, startStandby } from "./postgres.ts";
import { leadAll, startProxy, type TcpProxy } from "./proxy.ts";
import { startRedisPair } from "./redis-pair.ts";
import { caughtUp, pauseReplay, resumeReplay } from "./standby.ts";

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
  /** From now on the way leads to a server that gets no news. */
  readonly fallBehind: (way: TcpProxy) => Promise<void>;
  /** The way leads to the primary, for whoever connects anew. */
  readonly catchUp: (way: TcpProxy) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A way of one's own to the primary, and the address that it has. */
export async function wayTo({ address, port }: Pair): Promise<{ address: string; way: TcpProxy }> {
  const way = await startProxy(port());
  return { address: Object.assign(new URL(address), { port: String(way.port) }).href, way };
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
      await leadAll(way, standby.port);
    },
    async catchUp(way) {
      // Connections to the standby stay, and are left when it says what it is.
      way.moveTo(primary.port);
      await resumeReplay(standby);
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}
