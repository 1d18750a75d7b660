import { userTag } from "signet-auth";
import { ask, type ClusterNode, type RedisCluster } from "../../harness/redis-cluster.ts";

const SLOTS = 16_384;

/** Returns the replica of this primary. */
export async function replicaOf(cluster: RedisCluster, primary: ClusterNode): Promise<ClusterNode> {
  const info = String(await ask(primary, "INFO", "replication"));
  const port = Number(/^slave0:.*?port=(\d+),state=online/m.exec(info)?.[1]);
  const replica = cluster.nodes.find((node) => node.port === port);
  if (replica === undefined) throw new Error(`The primary has no replica:\n${info}`);
  return replica;
}

/** Returns the process id of a node. */
export async function processOf(node: ClusterNode): Promise<number> {
  return Number(/^process_id:(\d+)/m.exec(String(await ask(node, "INFO", "server")))?.[1]);
}

/** Returns names of users whose sessions are on this primary. */
export async function usersOn(
  primary: ClusterNode,
  name: string,
  count: number,
): Promise<string[]> {
  const ranges = await slotsOf(primary);
  const users: string[] = [];
  for (let number = 0; users.length < count; number++) {
    const userId = `${name}-${number}`;
    const slot = await slotOf(primary, userId);
    if (ranges.some(([from, to]) => from <= slot && slot <= to)) users.push(userId);
  }
  return users;
}

async function slotOf(node: ClusterNode, userId: string): Promise<number> {
  return Number(await ask(node, "CLUSTER", "KEYSLOT", `{${userTag(userId)}}`));
}

async function slotsOf(primary: ClusterNode): Promise<[number, number][]> {
  const shards = await ask(primary, "CLUSTER", "SLOTS");
  if (!Array.isArray(shards)) throw new Error("CLUSTER SLOTS did not answer with a list.");
  return shards
    .filter(([, , [, port]]) => port === primary.port)
    .map(([from, to]) => [Math.max(from, 0), Math.min(to, SLOTS - 1)]);
}
