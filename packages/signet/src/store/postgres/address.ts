import type { PostgresPool } from "./client.ts";

/** The database that a pool leads to, without secrets; `null` where its options do not say. */
export function whereOf({ options }: PostgresPool): string | null {
  const { connectionString, host, port = 5432, database = "" } = options;
  const url = connectionString === undefined ? null : URL.parse(connectionString);
  if (url !== null) return url.host + url.pathname;
  return host === undefined ? null : `${host}:${port}/${database}`;
}
