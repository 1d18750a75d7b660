import { invalidConfig } from "../../errors.ts";
import type { FeedStore } from "../feed.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import type { SharedHandle } from "../shared/shared-handles.ts";
import { storeAt } from "../shared/store-at-url.ts";
import type { PostgresPool } from "./client.ts";
import { hintsOn } from "./feed/hints.ts";

/** How long the pool waits for a new connection to the server; milliseconds. */
const CONNECT_TIMEOUT = 2_000;

interface OwnPool extends PostgresPool {
  end(): Promise<void>;
}

declare global {
  /** The pools that the library has created in this process, by URL. */
  var signetAuthPostgresPools: Map<string, SharedHandle<Promise<OwnPool>>> | undefined;
}

/** Creates a store on a pool that the library creates. */
export function storeAtUrl(
  url: string | undefined,
  options: string,
  storeOn: (pool: PostgresPool) => FeedStore,
): OpeningStore {
  globalThis.signetAuthPostgresPools ??= new Map();
  const all = globalThis.signetAuthPostgresPools;
  const close = async (pool: OwnPool) => {
    await pool.end();
    hintsOn(pool).endWithPool();
  };
  return storeAt(url, options, { maker: "postgresStore", all, open: poolAt, close, storeOn });
}

async function poolAt(connectionString: string): Promise<OwnPool> {
  const { Pool } = await driver();
  return new Pool({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    // Idle connections do not keep the process alive.
    allowExitOnIdle: true,
  });
}

async function driver() {
  try {
    return await import("pg");
  } catch (cause) {
    const message = "postgresStore(url) needs the package pg. Run npm install pg.";
    throw invalidConfig(message, { cause });
  }
}
