import { isCluster, type RedisClient, type RedisCluster, type RedisConnection } from "./client.ts";
import { connectionOn } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { wait } from "./wait.ts";

/** Keys that one step of a scan looks at. */
const STEP = "1000";
/** How long a cluster is waited for that moves slots, and how often it is looked at; milliseconds. */
const [PATIENCE, BETWEEN_LOOKS] = [60_000, 200];

/**
 * Drops the sessions and indexes under a prefix, on all primaries. A key that moves from one to
 * another meanwhile could be missed, so that counts only which found each slot in its place
 * throughout.
 */
export function everythingOn(client: RedisClient | RedisCluster, keys: Keys): () => Promise<void> {
  const over = connectionOn(client);

  return () =>
    over(keys.events, async (connected) => {
      if (!isCluster(connected)) return dropAll(connected, keys.everything, unlinkTogether);
      const end = performance.now() + PATIENCE;
      for (;;) {
        const before = await placesIn(connected);
        if (before !== null) {
          const primaries = await primariesOf(connected);
          await Promise.all(primaries.map((one) => dropAll(one, keys.everything, unlinkSingly)));
          if ((await placesIn(connected)) === before) return;
        }
        if (performance.now() > end) {
          throw new Error("The cluster went on moving slots: end everything once it is done.");
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

/** Which primary says that it has which slots; `null` while one is being moved. */
async function placesIn(cluster: RedisCluster): Promise<string | null> {
  const places = await Promise.all(
    (await primariesOf(cluster)).map(async (primary) => {
      const nodes = String(await primary.sendCommand(["CLUSTER", "NODES"]));
      const mine = nodes.split("\n").find((line) => line.includes("myself"));
      const [id, , flags, , , , , , ...slots] = mine?.split(" ") ?? [];
      return `${id} ${flags} ${slots.join(" ")}`;
    }),
  );
  // An open slot is listed in brackets.
  return places.some((place) => place.includes("[") || !place.includes("master"))
    ? null
    : places.sort().join("\n");
}
