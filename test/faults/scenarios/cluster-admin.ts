import { createClient } from "redis";
import { userTag } from "signet-auth";
import type { ClusterNode, RedisCluster } from "../../harness/redis-cluster.ts";

const SLOTS = 16_384;

/** Sends one command to a node of a cluster. */
export async function tell(node: ClusterNode, ...command: string[]): Promise<unknown> {
  const client = createClient({ url: node.url, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

/** The node that copies this primary. */
export async function replicaOf(cluster: RedisCluster, primary: ClusterNode): Promise<ClusterNode> {
  const info = String(await tell(primary, "INFO", "replication"));
  const port = Number(/^slave0:.*?port=(\d+),state=online/m.exec(info)?.[1]);
  const replica = cluster.nodes.find((node) => node.port === port);
  if (replica === undefined) throw new Error(`The primary has no replica:\n${info}`);
  return replica;
}

/** The process of a node. */
export async function processOf(node: ClusterNode): Promise<number> {
  return Number(/^process_id:(\d+)/m.exec(String(await tell(node, "INFO", "server")))?.[1]);
}

/** Names of users whose sessions this primary keeps. */
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
  return Number(await tell(node, "CLUSTER", "KEYSLOT", `{${userTag(userId)}}`));
}

async function slotsOf(primary: ClusterNode): Promise<[number, number][]> {
  const shards = await tell(primary, "CLUSTER", "SLOTS");
  if (!Array.isArray(shards)) throw new Error("CLUSTER SLOTS answered with something else.");
  return shards
    .filter(([, , [, port]]) => port === primary.port)
    .map(([from, to]) => [Math.max(from, 0), Math.min(to, SLOTS - 1)]);
}
