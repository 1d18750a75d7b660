import pg from "pg";
import { createClient, createCluster } from "redis";
import type { FeedStore } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";

/** The stores as the library has them, or as a copy of it does. */
export interface Stores {
  readonly postgresStore: typeof postgresStore;
  readonly redisStore: typeof redisStore;
  readonly sqliteStore: typeof sqliteStore;
}
const published: Stores = { postgresStore, redisStore, sqliteStore };

/** A store opened by its address, and the way to let go of it. */
export interface Opened {
  readonly store: FeedStore;
  readonly close: () => Promise<void>;
}

/** For a connection to the server; milliseconds. */
const CONNECTS_WITHIN = 2_000;
/** How long a node of a cluster may be away before another is asked who serves its slots; milliseconds. */
const REFRESHES_AFTER = 500;

/**
 * Opens the store that an address names, with a client set up as docs/stores.md says: `sqlite:` and a
 * path, the URL of a server, or `redis-cluster://127.0.0.1:7001/7002/7003` with ports of several
 * nodes. `?replicas=1` and `?prefix=x` are for Redis.
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
        connectionTimeoutMillis: CONNECTS_WITHIN,
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
        topologyRefreshOnReconnectionAttemptStrategy: REFRESHES_AFTER,
      });
      return {
        store: stores.redisStore(client, options),
        close: async () => client.destroy(),
      };
    }
    default:
      throw new Error(`No store is reached by ${address}.`);
  }
}
