import { isCluster, type RedisClient, type RedisCluster } from "../client.ts";
import { connectionOn } from "./connection.ts";
import { sendConfirmed } from "./replicas.ts";
import { SLOTS } from "./slot.ts";

/** Sends commands together to one primary. Resolves once `replicas` replicas have confirmed them. */
export type Primary = (commands: readonly string[][], replicas: number) => Promise<unknown[]>;

/** Connects the client and returns all primaries in its list. A failover changes the list. */
export async function primariesOf(
  client: RedisClient | RedisCluster,
  key: string,
): Promise<Primary[]> {
  const withConnection = connectionOn(client);
  await withConnection(key, async () => {});
  if (!isCluster(client)) {
    return [
      (commands, replicas) =>
        withConnection(key, (_, options) => sendConfirmed(client, commands, replicas, options)),
    ];
  }
  return client.masters.map(
    (node): Primary =>
      (commands, replicas) =>
        withConnection(node, async (_, options) =>
          sendConfirmed(await client.nodeClient(node), commands, replicas, options),
        ),
  );
}

/**
 * Describes the runs of all primaries and their slots as text, for comparison. A restart of a server changes
 * its run id. Returns `null` while a slot moves, or while the client does not know the primaries of all slots.
 */
export async function slotLayout(
  client: RedisClient | RedisCluster,
  primaries: readonly Primary[],
): Promise<string | null> {
  const runs = (await Promise.all(primaries.map(runOf))).join();
  if (!isCluster(client)) return runs;
  const nodes = await Promise.all(primaries.map(nodeOf));
  const slots = nodes.flatMap((node) => (node.isPrimary ? node.slots : []));
  // CLUSTER NODES lists a moving slot in brackets.
  if (slots.some((range) => range.includes("["))) return null;
  if (slots.reduce((sum, range) => sum + sizeOf(range), 0) !== SLOTS) return null;
  return `${runs} ${nodes.map((node) => `${node.id} ${node.slots.join(" ")}`).join()}`;
}

async function runOf(primary: Primary): Promise<string> {
  const [info] = await primary([["INFO", "server"]], 0);
  return /run_id:(\w+)/.exec(String(info))?.[1] ?? "";
}

async function nodeOf(primary: Primary) {
  const [lines] = await primary([["CLUSTER", "NODES"]], 0);
  const mine = String(lines)
    .split("\n")
    .find((line) => line.includes("myself"));
  const [id = "", , flags = "", , , , , , ...slots] = mine?.split(" ") ?? [];
  return { id, isPrimary: flags.includes("master"), slots };
}

/** Returns the number of slots in a range such as "5461-10922" or "7". */
function sizeOf(range: string): number {
  const [first = 0, last = first] = range.split("-").map(Number);
  return last - first + 1;
}
