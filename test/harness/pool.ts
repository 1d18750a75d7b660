import { Pool, type PoolConfig } from "pg";

/**
 * A pool that a server may be stopped behind. `end()` of a pool resolves before its connections are
 * closed, and a server that stops then tells them so, which ends a process that does not listen. A
 * store listens by itself.
 */
export function poolTo(connectionString: string, config: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString, ...config });
  pool.on("error", () => {});
  return pool;
}
