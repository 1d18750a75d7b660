import { isCluster, type RedisClient, type RedisCluster, type RedisNode } from "../client.ts";
import { slotOf } from "./slot.ts";

/**
 * Drops the connection to a primary, because it is dead or its server is not the primary any more. The next
 * command connects again, to the server that the address then leads to.
 *
 * In a cluster, the connections to other nodes stay. If one of these nodes reports a new primary for the slot,
 * the whole client is closed, so that it reads the list of nodes anew.
 *
 * @param target The primary, or a key of this primary.
 */
export function dropConnection(
  client: RedisClient | RedisCluster,
  target: string | RedisNode,
): void {
  if (!client.isOpen) return;
  if (isCluster(client)) dropNode(client, target).catch(() => {});
  else client.destroy();
}

async function dropNode(client: RedisCluster, target: string | RedisNode): Promise<void> {
  const isOfNode = typeof target !== "string";
  const slot = isOfNode
    ? client.slots.findIndex(({ master }) => master === target)
    : slotOf(target);
  const dropped = isOfNode ? target : client.slots[slot]?.master;
  const others = client.masters.filter((node) => node !== dropped);
  if (dropped !== undefined) {
    dropped.client?.destroy();
    dropped.client = undefined;
  }
  const owner = await Promise.any(
    others.map(async (node) => {
      const other = await client.nodeClient(node);
      return ownerIn(await other.sendCommand(["CLUSTER", "SLOTS"]), slot);
    }),
  );
  if (owner !== dropped?.id && client.isOpen) client.destroy();
}

/** Returns the id of a slot's primary from an answer to CLUSTER SLOTS. */
function ownerIn(shards: unknown, slot: number): unknown {
  if (!Array.isArray(shards)) return undefined;
  const shard: unknown = shards.find(([from, to]) => from <= slot && slot <= to);
  return Array.isArray(shard) ? shard[2]?.[2] : undefined;
}
