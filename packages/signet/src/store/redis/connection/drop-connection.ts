import { isCluster, type RedisClient, type RedisCluster, type RedisNode } from "../client.ts";
import { slotOf } from "./slot.ts";

/**
 * Ends the connection to a primary, or to that of a key, which says nothing, or says that it is none
 * any more; it is made again when it is next needed, to where the address leads by then. Of a cluster
 * the others go on, until one of them knows another primary for its slot: then the client has to find
 * out who that is, which it does by connecting anew.
 */
export function leaveServer(client: RedisClient | RedisCluster, about: string | RedisNode): void {
  if (!client.isOpen) return;
  if (isCluster(client)) leaveNode(client, about).catch(() => {});
  else client.destroy();
}

async function leaveNode(client: RedisCluster, about: string | RedisNode): Promise<void> {
  const isOfNode = typeof about !== "string";
  const slot = isOfNode ? client.slots.findIndex(({ master }) => master === about) : slotOf(about);
  const left = isOfNode ? about : client.slots[slot]?.master;
  const others = client.masters.filter((node) => node !== left);
  if (left !== undefined) {
    left.client?.destroy();
    left.client = undefined;
  }
  const owner = await Promise.any(
    others.map(async (node) => {
      const other = await client.nodeClient(node);
      return ownerIn(await other.sendCommand(["CLUSTER", "SLOTS"]), slot);
    }),
  );
  if (owner !== left?.id && client.isOpen) client.destroy();
}

/** The id of a slot's primary, in an answer to CLUSTER SLOTS. */
function ownerIn(shards: unknown, slot: number): unknown {
  if (!Array.isArray(shards)) return undefined;
  const shard: unknown = shards.find(([from, to]) => from <= slot && slot <= to);
  return Array.isArray(shard) ? shard[2]?.[2] : undefined;
}
