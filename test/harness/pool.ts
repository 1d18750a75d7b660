import { Pool, type PoolConfig } from "pg";

/**
 * Opens a pool that survives a stop of its server. `end()` of a pool resolves before its connections
 * are closed. A server that stops at that moment causes an `error` event, which would end the process
 * without a listener. A store adds a listener by itself.
 */
export function poolTo(connectionString: string, config: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString, ...config });
  pool.on("error", () => {});
  return pool;
}
