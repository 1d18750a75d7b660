import { wait } from "../../retry.ts";
import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";
import { type Primary, placesOf, primariesOf } from "./connection/primaries.ts";
import { writerOf } from "./connection/replicas.ts";
import type { Keys } from "./schema.ts";

/** Keys that one step of a scan looks at. */
const STEP = "1000";
/** How long a cluster is waited for that moves slots, and how often it is looked at; milliseconds. */
const [PATIENCE, BETWEEN_LOOKS] = [60_000, 200];

/**
 * Drops the records under a prefix, on all primaries, and leaves the indexes to those who find that
 * they name nothing: an index that is gone before its records would hide them from whoever ends all
 * of a user's. A key that moves from one primary to another meanwhile could be missed, and so could
 * any by a scan that goes on after a restart: that counts only which found each slot in its place,
 * and each server running, throughout.
 *
 * @param replicas how many confirm each step.
 */
export function everythingOn(
  client: RedisClient | RedisCluster,
  keys: Keys,
  replicas: number,
): () => Promise<void> {
  const writer = replicas === 0 ? client : writerOf(client);

  /** A command of a cluster takes keys of one slot. */
  function unlinking(names: readonly string[]): string[][] {
    return isCluster(writer) ? names.map((name) => ["UNLINK", name]) : [["UNLINK", ...names]];
  }

  async function dropAll(primary: Primary): Promise<void> {
    let cursor = "0";
    do {
      const scan = ["SCAN", cursor, "MATCH", keys.everyRecord, "COUNT", STEP];
      const [answer] = await primary([scan], 0);
      const [next, found]: unknown[] = Array.isArray(answer) ? answer : [];
      if (!Array.isArray(found)) throw new Error("Redis answered a scan with something else.");
      if (found.length > 0) await primary(unlinking(found.map(String)), replicas);
      cursor = String(next);
    } while (cursor !== "0");
  }

  return async () => {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const primaries = await primariesOf(writer, keys.events);
      const before = await placesOf(writer, primaries);
      if (before !== null) {
        await Promise.all(primaries.map(dropAll));
        if ((await placesOf(writer, primaries)) === before) return;
      }
      if (performance.now() > end) {
        throw new Error(
          "Redis is being restarted, moves slots, or does not serve all of them: end everything once it does.",
        );
      }
      await wait(BETWEEN_LOOKS);
    }
  };
}
