import pg from "pg";
import { createClient, createCluster } from "redis";
import type { FeedStore } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";

/** The store functions of the library, or of a copy of the library. */
export interface Stores {
  readonly postgresStore: typeof postgresStore;
  readonly redisStore: typeof redisStore;
  readonly sqliteStore: typeof sqliteStore;
}
const published: Stores = { postgresStore, redisStore, sqliteStore };

/** An open store, and the function that closes its connections. */
export interface Opened {
  readonly store: FeedStore;
  readonly close: () => Promise<void>;
}

/** Milliseconds. */
const CONNECTION_TIMEOUT = 2_000;
/** After a cluster node is unreachable for this time, the client loads the slot map from another; milliseconds. */
const REFRESH_TOPOLOGY_AFTER = 500;

/**
 * Opens the store of an address, with a client configured as in docs/stores.md. An address is one of:
 * - `sqlite:` and a path
 * - the URL of a server
 * - `redis-cluster://127.0.0.1:7001/7002/7003`, with the ports of several nodes
 *
 * Redis also takes `?replicas=1` and `?prefix=x`.
 */
export async function openStore(address: string, stores = published): Promise<Opened> {
  const { protocol, pathname, host, port, searchParams } = new URL(address);
  const replicas = Number(searchParams.get("replicas") ?? 0);
  const prefix = searchParams.get("prefix") ?? undefined;
  const options = prefix === undefined ? { replicas } : { replicas, prefix };
  switch (protocol) {
    case "sqlite:": {
      const store = stores.sqliteStore(pathname);
      return { store, close: async () => store.close() };
    }
    case "postgres:": {
      const pool = new pg.Pool({
        connectionString: address,
        connectionTimeoutMillis: CONNECTION_TIMEOUT,
      });
      return { store: stores.postgresStore(pool), close: () => pool.end() };
    }
    case "redis:": {
      const client = createClient({ url: `redis://${host}`, disableOfflineQueue: true });
      return {
        store: stores.redisStore(client, options),
        close: async () => client.destroy(),
      };
    }
    case "redis-cluster:": {
      const ports = [port, ...pathname.split("/").filter(Boolean)];
      const rootNodes = ports.map((each) => ({ url: `redis://127.0.0.1:${each}` }));
      const client = createCluster({
        rootNodes,
        defaults: { disableOfflineQueue: true },
        topologyRefreshOnReconnectionAttemptStrategy: REFRESH_TOPOLOGY_AFTER,
      });
      return {
        store: stores.redisStore(client, options),
        close: async () => client.destroy(),
      };
    }
    default:
      throw new Error(`The address has an unknown protocol: ${address}.`);
  }
}
