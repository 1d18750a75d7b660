import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";

/** Returns the address of a client's server, without secrets; `null` if its options do not have it. */
export function addressOf(client: RedisClient | RedisCluster): string | null {
  if (isCluster(client)) return "a Redis Cluster";
  const { url, socket } = Object(client.options);
  const parsed = typeof url === "string" ? URL.parse(url) : null;
  if (parsed !== null) return parsed.host + parsed.pathname;
  const { host, port = 6379 } = Object(socket);
  return typeof host === "string" ? `${host}:${port}` : null;
}
