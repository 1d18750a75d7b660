import { isCluster, type RedisClient, type RedisCluster } from "../../database/redis/client.ts";
import {
  type Primary,
  primariesOf,
  slotLayout,
} from "../../database/redis/connection/primaries.ts";
import { writerOf } from "../../database/redis/connection/replicas.ts";
import { wait } from "../../retry.ts";
import type { Keys } from "./schema.ts";

/** The number of keys that one step of a scan examines. */
const STEP = "1000";
/** How long to wait for stable slots and servers, and the pause between two tries; milliseconds. */
const [STABLE_TIMEOUT, RETRY_PAUSE] = [60_000, 200];

/**
 * Creates a function that deletes all records under a prefix, on all primaries.
 *
 * It leaves the indexes. Later operations remove index entries without a record. An index that is deleted
 * before its records would hide them from `revokeByUser`.
 *
 * A scan can miss keys if their slot moves to another primary, or if a server restarts. So a pass counts
 * only if all slots stayed in place and all servers ran from its start to its end. Else the pass is repeated.
 *
 * @param replicas The number of replicas that must confirm each deletion.
 */
export function revokeAllOn(
  client: RedisClient | RedisCluster,
  keys: Keys,
  replicas: number,
): () => Promise<void> {
  const writer = replicas === 0 ? client : writerOf(client);

  /** Returns one command, or one per key in a cluster: there a command takes keys of one slot only. */
  function unlinkCommands(names: readonly string[]): string[][] {
    return isCluster(writer) ? names.map((name) => ["UNLINK", name]) : [["UNLINK", ...names]];
  }

  async function deleteRecords(primary: Primary): Promise<void> {
    let cursor = "0";
    do {
      const scan = ["SCAN", cursor, "MATCH", keys.everyRecord, "COUNT", STEP];
      const [answer] = await primary([scan], 0);
      const [next, found]: unknown[] = Array.isArray(answer) ? answer : [];
      if (!Array.isArray(found))
        throw new Error("Redis answered SCAN with something other than a list of keys.");
      if (found.length > 0) await primary(unlinkCommands(found.map(String)), replicas);
      cursor = String(next);
    } while (cursor !== "0");
  }

  return async () => {
    const end = performance.now() + STABLE_TIMEOUT;
    for (;;) {
      const primaries = await primariesOf(writer, keys.events);
      const before = await slotLayout(writer, primaries);
      if (before !== null) {
        await Promise.all(primaries.map(deleteRecords));
        if ((await slotLayout(writer, primaries)) === before) return;
      }
      if (performance.now() > end) {
        throw new Error(
          "Redis restarts, moves slots, or does not serve all slots. Some sessions may remain: call revokeEverything() again when Redis is stable.",
        );
      }
      await wait(RETRY_PAUSE);
    }
  };
}
