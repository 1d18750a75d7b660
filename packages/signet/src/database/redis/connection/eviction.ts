import { isCluster, type RedisClient, type RedisCluster, type RedisConnection } from "../client.ts";

/**
 * Warns if Redis, or a primary of the cluster, deletes keys when its memory is full. That would sign users
 * out. Servers that do not allow the INFO command, as at some providers, cause no warning.
 *
 * @param client A connected client.
 */
export async function warnOfEviction(client: RedisClient | RedisCluster): Promise<void> {
  const servers = isCluster(client)
    ? client.masters.map((node) => client.nodeClient(node))
    : [Promise.resolve(client)];
  const asked = await Promise.allSettled(servers.map(async (server) => policyOf(await server)));
  const policies = asked.map((each) => (each.status === "fulfilled" ? each.value : null));
  const policy = policies.find((each) => each !== null && each !== "noeviction");
  if (!policy) return;
  process.emitWarning(
    `Redis deletes keys when its memory is full (maxmemory-policy ${policy}), and so deletes sessions. Set maxmemory-policy noeviction.`,
    { code: "SIGNET_REDIS_EVICTION" },
  );
}

async function policyOf(server: RedisConnection): Promise<string | null> {
  const info = String(await server.sendCommand(["INFO", "memory"]));
  return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? null;
}
