import { startPostgres, startStandby } from "./postgres.ts";
import { redirectAll, startProxy, type TcpProxy } from "./proxy.ts";
import { startRedisPair } from "./redis-pair.ts";
import { caughtUp, pauseReplay, resumeReplay } from "./standby.ts";

/** A primary with one replica. The replica can lag, and clients can be led to it. */
export interface ReplicatedServer {
  /** The address of the primary. It stays the same when the two servers change roles. */
  readonly address: string;
  /** The port of the current primary. */
  readonly port: () => number;
  /** Kills the primary. */
  readonly kill: () => Promise<void>;
  /** Starts the killed primary again. */
  readonly start: () => Promise<void>;
  /** The name of the fault for the clients of a proxy: "demoted", "standby paused". */
  readonly name: string;
  /** Leads the proxy to a server that no longer receives writes. */
  readonly fallBehind: (proxy: TcpProxy) => Promise<void>;
  /** Leads new connections of the proxy to the primary. */
  readonly catchUp: (proxy: TcpProxy) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy to the primary, and returns it with the address that leads through it. */
export async function startProxyTo({
  address,
  port,
}: ReplicatedServer): Promise<{ address: string; proxy: TcpProxy }> {
  const proxy = await startProxy(port());
  return { address: Object.assign(new URL(address), { port: String(proxy.port) }).href, proxy };
}

/** Starts two Redis servers. As the fault, the primary hands over to its replica and is cut off. */
export async function redisWithReplica(config: readonly string[] = []): Promise<ReplicatedServer> {
  const servers = await startRedisPair(config);
  const primaryProxy = await startProxy(servers.primary().port);
  return {
    name: "demoted",
    address: `redis://127.0.0.1:${primaryProxy.port}`,
    port: () => servers.primary().port,
    kill: () => servers.primary().kill(),
    start: () => servers.primary().start(),
    async fallBehind() {
      await servers.follow();
      await servers.changeOver();
      await servers.cutOff();
      primaryProxy.moveTo(servers.primary().port);
    },
    async catchUp(proxy) {
      proxy.moveTo(servers.primary().port);
    },
    async stop() {
      await primaryProxy.close();
      await servers.stop();
    },
  };
}

/** Starts a PostgreSQL server with a standby. As the fault, the standby pauses its replay. */
export async function postgresWithStandby(): Promise<ReplicatedServer> {
  const primary = await startPostgres([], { durable: true });
  const standby = await startStandby(primary);
  return {
    name: "standby paused",
    address: primary.url,
    port: () => primary.port,
    kill: primary.kill,
    start: primary.start,
    async fallBehind(proxy) {
      await caughtUp(primary, standby);
      await pauseReplay(primary, standby);
      await redirectAll(proxy, standby.port);
    },
    async catchUp(proxy) {
      // Connections to the standby stay open. The store drops each one when it learns that its
      // server is a standby.
      proxy.moveTo(primary.port);
      await resumeReplay(standby);
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}
