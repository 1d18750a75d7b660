import { isCluster, type RedisClient, type RedisCluster, type RedisConnection } from "./client.ts";
import { connectionOn } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { SLOTS } from "./slot.ts";
import { wait } from "./wait.ts";

/** Keys that one step of a scan looks at. */
const STEP = "1000";
/** How long a cluster is waited for that moves slots, and how often it is looked at; milliseconds. */
const [PATIENCE, BETWEEN_LOOKS] = [60_000, 200];

/**
 * Drops the records under a prefix, on all primaries, and leaves the indexes to those who find that
 * they name nothing: an index that is gone before its records would hide them from whoever ends all
 * of a user's. A key that moves from one primary to another meanwhile could be missed, so that counts
 * only which found each slot in its place throughout.
 */
export function everythingOn(client: RedisClient | RedisCluster, keys: Keys): () => Promise<void> {
  const over = connectionOn(client);

  return () =>
    over(keys.events, async (connected) => {
      if (!isCluster(connected)) return dropAll(connected, keys.everyRecord, unlinkTogether);
      const end = performance.now() + PATIENCE;
      for (;;) {
        const before = await placesIn(connected);
        if (before !== null) {
          const primaries = await primariesOf(connected);
          await Promise.all(primaries.map((one) => dropAll(one, keys.everyRecord, unlinkSingly)));
          if ((await placesIn(connected)) === before) return;
        }
        if (performance.now() > end) {
          throw new Error(
            "The cluster moves slots, or not all of them are served: end everything once they are.",
          );
        }
        await wait(BETWEEN_LOOKS);
      }
    });
}

type Unlink = (primary: RedisConnection, keys: readonly string[]) => Promise<unknown>;

const unlinkTogether: Unlink = (primary, keys) => primary.sendCommand(["UNLINK", ...keys]);

/** A command of a cluster takes keys of one slot. */
const unlinkSingly: Unlink = (primary, keys) =>
  Promise.all(keys.map((key) => primary.sendCommand(["UNLINK", key])));

async function dropAll(primary: RedisConnection, pattern: string, unlink: Unlink): Promise<void> {
  let cursor = "0";
  do {
    const answer = await primary.sendCommand(["SCAN", cursor, "MATCH", pattern, "COUNT", STEP]);
    const [next, found]: unknown[] = Array.isArray(answer) ? answer : [];
    if (!Array.isArray(found)) throw new Error("Redis answered a scan with something else.");
    if (found.length > 0) await unlink(primary, found.map(String));
    cursor = String(next);
  } while (cursor !== "0");
}

async function primariesOf(cluster: RedisCluster): Promise<RedisConnection[]> {
  return Promise.all(cluster.masters.map((node) => cluster.nodeClient(node)));
}

/**
 * Which primary says that it has which slots; `null` while one is being moved, or while the client
 * does not know all primaries, as when one was away.
 */
async function placesIn(cluster: RedisCluster): Promise<string | null> {
  const places = await Promise.all(
    (await primariesOf(cluster)).map(async (primary) => {
      const nodes = String(await primary.sendCommand(["CLUSTER", "NODES"]));
      const mine = nodes.split("\n").find((line) => line.includes("myself"));
      const [id = "", , flags = "", , , , , , ...slots] = mine?.split(" ") ?? [];
      return { id, isPrimary: flags.includes("master"), slots };
    }),
  );
  const slots = places.flatMap((place) => (place.isPrimary ? place.slots : []));
  // An open slot is listed in brackets.
  if (slots.some((range) => range.includes("["))) return null;
  if (slots.reduce((sum, range) => sum + sizeOf(range), 0) !== SLOTS) return null;
  return places
    .map((place) => `${place.id} ${place.slots.join(" ")}`)
    .sort()
    .join("\n");
}

/** Slots in "5461-10922", or in "7". */
function sizeOf(range: string): number {
  const [first = 0, last = first] = range.split("-").map(Number);
  return last - first + 1;
}
