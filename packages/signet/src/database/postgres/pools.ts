import { invalidConfig } from "../../errors.ts";
import type { ClientParts } from "../shared/client-at-url.ts";
import type { SharedHandle } from "../shared/shared-handles.ts";
import type { PostgresPool } from "./client.ts";

/** How long the pool waits for a new connection to the server; milliseconds. */
const CONNECT_TIMEOUT = 2_000;

/** A pool that the library has created. */
export interface OwnPool extends PostgresPool {
  end(): Promise<void>;
}

declare global {
  /** The pools that the library has created in this process, by URL. */
  var signetAuthPostgresPools: Map<string, SharedHandle<Promise<OwnPool>>> | undefined;
  /** The functions to call after a pool has ended. */
  var signetAuthPostgresEnds: WeakMap<PostgresPool, Set<() => void>> | undefined;
}

/** Returns how to create and end a pool at a URL. All stores of a process with the same URL share one pool. */
export function poolParts(maker: string): ClientParts<OwnPool> {
  globalThis.signetAuthPostgresPools ??= new Map();
  return {
    maker,
    all: globalThis.signetAuthPostgresPools,
    open: (url) => poolAt(maker, url),
    async close(pool) {
      await pool.end();
      for (const listener of globalThis.signetAuthPostgresEnds?.get(pool) ?? []) listener();
    },
  };
}

/** Calls `listener` after the library has ended the pool. */
export function whenPoolEnds(pool: PostgresPool, listener: () => void): void {
  globalThis.signetAuthPostgresEnds ??= new WeakMap();
  const listeners = globalThis.signetAuthPostgresEnds.get(pool) ?? new Set();
  globalThis.signetAuthPostgresEnds.set(pool, listeners.add(listener));
}

async function poolAt(maker: string, connectionString: string): Promise<OwnPool> {
  const { Pool } = await driver(maker);
  return new Pool({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    // Idle connections do not keep the process alive.
    allowExitOnIdle: true,
  });
}

async function driver(maker: string) {
  try {
    return await import("pg");
  } catch (cause) {
    throw invalidConfig(`${maker}(url) needs the package pg. Run npm install pg.`, { cause });
  }
}
