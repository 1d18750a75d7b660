import type { PostgresPool } from "./client.ts";

/** Returns the address of a pool's database, without secrets; `null` if its options do not have it. */
export function addressOf({ options }: PostgresPool): string | null {
  const { connectionString, host, port = 5432, database = "" } = options;
  const url = connectionString === undefined ? null : URL.parse(connectionString);
  if (url !== null) return url.host + url.pathname;
  return host === undefined ? null : `${host}:${port}/${database}`;
}
