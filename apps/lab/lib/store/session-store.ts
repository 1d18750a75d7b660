import "server-only";
import { Pool } from "pg";
import { createClient, createCluster } from "redis";
import type { FeedStore } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "../server/data-folder";
import { isBuild } from "../server/is-build";
import type { EndRecords } from "../session-end/end-records";
import { endRecordsInPostgres } from "../session-end/end-records-in-postgres";
import { endRecordsInRedis } from "../session-end/end-records-in-redis";
import { endRecordsInSqlite } from "../session-end/end-records-in-sqlite";
import type { StoredStrategy } from "../strategies";
import { usersDatabase } from "../users/users-database";
import { countingStore } from "./store-calls";
import { storeChoice, stores } from "./store-choice";

const choice = storeChoice(isBuild ? {} : process.env);

/** The store in use, with its name on pages. */
export const storeInUse = stores[choice.name];

// During an outage a command fails at once and does not wait in a queue.
const FAIL_FAST = { disableOfflineQueue: true };

const FILES = { database: "sessions.db", hybrid: "hybrid-sessions.db" };
const SCHEMAS = { database: "public", hybrid: "lab_hybrid" };
const PREFIXES = { database: "signet:", hybrid: "signet-hybrid:" };

/** The sessions of a strategy and the records of its ended sessions. */
interface StrategyStorage {
  readonly store: FeedStore;
  readonly records: EndRecords;
}

declare global {
  /** Global, because Next.js bundles this module several times: for pages, for routes and for the proxy. */
  var labStores: Map<StoredStrategy, StrategyStorage> | undefined;
}

/** Returns the session store of a strategy, as `STORE` and `STORE_URL` select it. Its operations are counted. */
export function sessionStore(strategy: StoredStrategy): FeedStore {
  return storageOf(strategy).store;
}

/** Returns the records of ended sessions, from the same store. */
export function endRecords(strategy: StoredStrategy): EndRecords {
  return storageOf(strategy).records;
}

/** Returns the storage of a strategy. Each strategy has its own, so it lists only its own devices. */
function storageOf(strategy: StoredStrategy): StrategyStorage {
  globalThis.labStores ??= new Map();
  const known = globalThis.labStores.get(strategy);
  if (known !== undefined) return known;
  const { store, records } = createStorage(strategy);
  const storage = { store: countingStore(store), records };
  globalThis.labStores.set(strategy, storage);
  return storage;
}

function createStorage(strategy: StoredStrategy): StrategyStorage {
  const prefix = PREFIXES[strategy];
  switch (choice.name) {
    case "sqlite":
      return {
        store: sqliteStore(inDataFolder(FILES[strategy])),
        records: endRecordsInSqlite(usersDatabase),
      };
    case "postgres": {
      const pool = createPool(choice.url, SCHEMAS[strategy]);
      return { store: postgresStore(pool), records: endRecordsInPostgres(pool) };
    }
    case "redis": {
      const client = createClient({ url: choice.url, ...FAIL_FAST });
      return { store: redisStore(client, { prefix }), records: endRecordsInRedis(client) };
    }
    case "cluster": {
      const rootNodes = choice.urls.map((url) => ({ url }));
      const client = createCluster({ rootNodes, defaults: FAIL_FAST });
      return { store: redisStore(client, { prefix }), records: endRecordsInRedis(client) };
    }
  }
}

/** Creates a connection pool for a schema. The first connection creates the schema. */
function createPool(connectionString: string, schema: string): Pool {
  const pool = new Pool({ connectionString, connectionTimeoutMillis: 2_000 });
  pool.on("connect", (client) => {
    // Another connection may create the schema at the same time.
    client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`).catch(() => {});
    client.query(`SET search_path TO ${schema}`).catch(() => {});
  });
  return pool;
}
