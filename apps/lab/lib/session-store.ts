import "server-only";
import { Pool } from "pg";
import { createClient, createCluster } from "redis";
import type { FeedStore } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import { isBuild } from "./is-build";
import { storeChoice, stores } from "./store-choice";
import { tracedStore } from "./store-trace";

const choice = storeChoice(isBuild ? {} : process.env);

/** The kind of store in use, as the pages name it. */
export const storeInUse = stores[choice.name];

// An outage is known at once, instead of keeping what is asked for later.
const QUICK = { disableOfflineQueue: true };

/** The two sides that keep records, each its own: the devices of one are not listed on the other. */
type Side = "database" | "hybrid";

const FILES = { database: "sessions.db", hybrid: "hybrid-sessions.db" };
const SCHEMAS = { database: "public", hybrid: "lab_hybrid" };
const PREFIXES = { database: "signet:", hybrid: "signet-hybrid:" };

declare global {
  /** Of the process, because Next builds pages, routes and the proxy apart, each with this module. */
  var labStores: Map<Side, FeedStore> | undefined;
}

/** The store of a side, where `STORE` and `STORE_URL` chose; what it is asked is traced. */
export function sessionStore(side: Side): FeedStore {
  globalThis.labStores ??= new Map();
  const known = globalThis.labStores;
  const store = known.get(side) ?? tracedStore(newStore(side));
  known.set(side, store);
  return store;
}

function newStore(side: Side): FeedStore {
  const prefix = PREFIXES[side];
  switch (choice.name) {
    case "sqlite":
      return sqliteStore(inDataFolder(FILES[side]));
    case "postgres":
      return postgresStore(poolIn(choice.url, SCHEMAS[side]));
    case "redis":
      return redisStore(createClient({ url: choice.url, ...QUICK }), { prefix });
    case "cluster": {
      const rootNodes = choice.urls.map((url) => ({ url }));
      return redisStore(createCluster({ rootNodes, defaults: QUICK }), { prefix });
    }
  }
}

/** Connections that find their tables in a schema, which the first makes. */
function poolIn(connectionString: string, schema: string): Pool {
  const pool = new Pool({ connectionString, connectionTimeoutMillis: 2_000 });
  pool.on("connect", (client) => {
    // Another connection may be making it at this moment.
    client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`).catch(() => {});
    client.query(`SET search_path TO ${schema}`).catch(() => {});
  });
  return pool;
}
