import { createClient } from "redis";
import { ask, type ClusterNode, type RedisCluster } from "./redis-cluster.ts";

/** The migration of a slot from one primary to another, key by key. */
export interface SlotMigration {
  /** Returns the keys that are still on the old primary. */
  keys(): Promise<string[]>;
  /** Moves these keys. During the migration, both primaries serve the slot. */
  move(keys: readonly string[]): Promise<void>;
  /** Moves the remaining keys, and assigns the slot to the new primary. */
  finish(): Promise<void>;
}

const MOST_KEYS = "1000";
/** The timeout of one MIGRATE command; milliseconds. */
const TIMEOUT = "5000";

/** Starts to migrate the slot of a key to another primary. */
export async function startSlotMigration(
  cluster: RedisCluster,
  key: string,
): Promise<SlotMigration> {
  const primary = await cluster.primaryOf(key);
  const slot = String(await ask(primary, "CLUSTER", "KEYSLOT", key));
  const primaries = await primariesOf(cluster, primary);
  const from = primaries.find(({ node }) => node === primary);
  const others = primaries.filter((one) => one !== from);
  const [to] = others;
  if (from === undefined || to === undefined) throw new Error("The cluster has no other primary.");
  await to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", from.id);
  await from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", to.id);
  const migrate = ["MIGRATE", "127.0.0.1", String(to.node.port), "", "0", TIMEOUT];

  async function keys(): Promise<string[]> {
    const found = await from?.ask("CLUSTER", "GETKEYSINSLOT", slot, MOST_KEYS);
    return Array.isArray(found) ? found.map(String) : [];
  }
  async function move(moved: readonly string[]): Promise<void> {
    if (moved.length > 0) await from?.ask(...migrate, "KEYS", ...moved);
  }
  return {
    keys,
    move,
    async finish() {
      for (let left = await keys(); left.length > 0; left = await keys()) await move(left);
      // The new primary first. Until it has the slot, it would redirect clients to the old one.
      for (const one of [...others, from]) {
        await one.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id);
      }
      for (const one of primaries) one.close();
    },
  };
}

interface Primary {
  readonly node: ClusterNode;
  readonly id: string;
  ask(...command: string[]): Promise<unknown>;
  close(): void;
}

async function primariesOf({ nodes }: RedisCluster, asked: ClusterNode): Promise<Primary[]> {
  const shards = await ask(asked, "CLUSTER", "SLOTS");
  if (!Array.isArray(shards)) throw new Error("CLUSTER SLOTS did not answer with a list.");
  const ids = new Map(shards.map(([, , [, port, id]]) => [Number(port), String(id)]));
  const primaries = nodes.flatMap((node) => {
    const id = ids.get(node.port);
    return id === undefined ? [] : { node, id };
  });
  return Promise.all(
    primaries.map(async ({ node, id }) => {
      const client = createClient({ url: node.url, socket: { reconnectStrategy: false } });
      client.on("error", () => {});
      await client.connect();
      return {
        node,
        id,
        ask: (...command: string[]) => client.sendCommand(command),
        close: () => client.destroy(),
      };
    }),
  );
}
