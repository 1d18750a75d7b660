import { isCluster, type RedisClient, type RedisCluster } from "../client.ts";
import { connectionOn } from "./connection.ts";
import { confirmed } from "./replicas.ts";
import { SLOTS } from "./slot.ts";

/** Sends commands together to one server, and resolves once so many replicas have confirmed them. */
export type Primary = (commands: readonly string[][], replicas: number) => Promise<unknown[]>;

/** All that the client knows, once it is connected; others after a failover. */
export async function primariesOf(
  client: RedisClient | RedisCluster,
  key: string,
): Promise<Primary[]> {
  const over = connectionOn(client);
  await over(key, async () => {});
  if (!isCluster(client)) {
    return [
      (commands, replicas) =>
        over(key, (_, options) => confirmed(client, commands, replicas, options)),
    ];
  }
  return client.masters.map(
    (node): Primary =>
      (commands, replicas) =>
        over(node, async (_, options) =>
          confirmed(await client.nodeClient(node), commands, replicas, options),
        ),
  );
}

/**
 * Which run of which primary has which slots; `null` while one is being moved, or while the client
 * does not know all primaries, as when one was away.
 */
export async function placesOf(
  client: RedisClient | RedisCluster,
  primaries: readonly Primary[],
): Promise<string | null> {
  const runs = (await Promise.all(primaries.map(runOf))).join();
  if (!isCluster(client)) return runs;
  const places = await Promise.all(primaries.map(placeOf));
  const slots = places.flatMap((place) => (place.isPrimary ? place.slots : []));
  // An open slot is listed in brackets.
  if (slots.some((range) => range.includes("["))) return null;
  if (slots.reduce((sum, range) => sum + sizeOf(range), 0) !== SLOTS) return null;
  return `${runs} ${places.map((place) => `${place.id} ${place.slots.join(" ")}`).join()}`;
}

async function runOf(primary: Primary): Promise<string> {
  const [info] = await primary([["INFO", "server"]], 0);
  return /run_id:(\w+)/.exec(String(info))?.[1] ?? "";
}

async function placeOf(primary: Primary) {
  const [nodes] = await primary([["CLUSTER", "NODES"]], 0);
  const mine = String(nodes)
    .split("\n")
    .find((line) => line.includes("myself"));
  const [id = "", , flags = "", , , , , , ...slots] = mine?.split(" ") ?? [];
  return { id, isPrimary: flags.includes("master"), slots };
}

/** Slots in "5461-10922", or in "7". */
function sizeOf(range: string): number {
  const [first = 0, last = first] = range.split("-").map(Number);
  return last - first + 1;
}
