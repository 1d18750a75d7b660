import pg from "pg";
import type { Store } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { sqliteStore } from "signet-auth/sqlite";

/** A store opened by its address, and the way to let go of it. */
export interface Opened {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** For a connection to the server; milliseconds. */
const CONNECTS_WITHIN = 2_000;

/** Opens the store that an address names: `sqlite:` and a path, or the URL of a server. */
export async function openStore(address: string): Promise<Opened> {
  const { protocol, pathname } = new URL(address);
  switch (protocol) {
    case "sqlite:": {
      const store = sqliteStore(pathname);
      return { store, close: async () => store.close() };
    }
    case "postgres:": {
      const pool = new pg.Pool({
        connectionString: address,
        connectionTimeoutMillis: CONNECTS_WITHIN,
      });
      return { store: postgresStore(pool), close: () => pool.end() };
    }
    default:
      throw new Error(`No store is reached by ${address}.`);
  }
}
