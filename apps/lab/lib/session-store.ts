import "server-only";
import { Pool } from "pg";
import { createClient, createCluster } from "redis";
import type { FeedStore } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import type { Notes } from "./ends/notes";
import { notesInPostgres } from "./ends/notes-in-postgres";
import { notesInRedis } from "./ends/notes-in-redis";
import { notesInSqlite } from "./ends/notes-in-sqlite";
import { isBuild } from "./is-build";
import { storeChoice, stores } from "./store-choice";
import { tracedStore } from "./store-trace";
import type { StoredSide } from "./strategies";
import { usersDatabase } from "./users/database";

const choice = storeChoice(isBuild ? {} : process.env);

/** The kind of store in use, as the pages name it. */
export const storeInUse = stores[choice.name];

// An outage is known at once, instead of keeping what is asked for later.
const QUICK = { disableOfflineQueue: true };

const FILES = { database: "sessions.db", hybrid: "hybrid-sessions.db" };
const SCHEMAS = { database: "public", hybrid: "lab_hybrid" };
const PREFIXES = { database: "signet:", hybrid: "signet-hybrid:" };

/** What a side keeps in the store: its sessions, and notes about those that ended. */
interface Kept {
  readonly store: FeedStore;
  readonly notes: Notes;
}

declare global {
  /** Of the process, because Next builds pages, routes and the proxy apart, each with this module. */
  var labStores: Map<StoredSide, Kept> | undefined;
}

/** The store of a side, where `STORE` and `STORE_URL` chose; what it is asked is traced. */
export function sessionStore(side: StoredSide): FeedStore {
  return kept(side).store;
}

/** The notes of a side, in the same store. */
export function sessionNotes(side: StoredSide): Notes {
  return kept(side).notes;
}

/** Each side its own: the devices of one are not listed on the other. */
function kept(side: StoredSide): Kept {
  globalThis.labStores ??= new Map();
  const known = globalThis.labStores.get(side);
  if (known !== undefined) return known;
  const { store, notes } = newlyKept(side);
  const made = { store: tracedStore(store), notes };
  globalThis.labStores.set(side, made);
  return made;
}

function newlyKept(side: StoredSide): Kept {
  const prefix = PREFIXES[side];
  switch (choice.name) {
    case "sqlite":
      return {
        store: sqliteStore(inDataFolder(FILES[side])),
        notes: notesInSqlite(usersDatabase),
      };
    case "postgres": {
      const pool = poolIn(choice.url, SCHEMAS[side]);
      return { store: postgresStore(pool), notes: notesInPostgres(pool) };
    }
    case "redis": {
      const client = createClient({ url: choice.url, ...QUICK });
      return { store: redisStore(client, { prefix }), notes: notesInRedis(client) };
    }
    case "cluster": {
      const rootNodes = choice.urls.map((url) => ({ url }));
      const client = createCluster({ rootNodes, defaults: QUICK });
      return { store: redisStore(client, { prefix }), notes: notesInRedis(client) };
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
