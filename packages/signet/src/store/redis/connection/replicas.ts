import {
  isCluster,
  type RedisClient,
  type RedisCluster,
  type RedisConnection,
  type SendOptions,
} from "../client.ts";
import { connectionOn } from "./connection.ts";
import { codeOf } from "./error-code.ts";
import type { Send } from "./send.ts";
import { slotOf } from "./slot.ts";

/** How long replicas may take to confirm a write; milliseconds. */
const CONFIRM_WITHIN = 1_000;
/** Times that a write follows a slot to another primary. */
const MOVES = 2;

declare global {
  /** What each client's writes are sent over. */
  var signetAuthRedisWriters:
    | WeakMap<RedisClient | RedisCluster, RedisClient | RedisCluster>
    | undefined;
}

/**
 * Sends writes that count once so many replicas have confirmed them (WAIT).
 *
 * WAIT speaks of what its own connection wrote, so it is sent right behind the write: after an answer
 * the connection may be another, which has nothing to wait for. It also holds up all that comes after
 * it, so that writes have connections of their own, which end with the client's.
 */
export function sendingConfirmed(client: RedisClient | RedisCluster, replicas: number): Send {
  const over = connectionOn(writerOf(client));
  return (key, args) =>
    over(key, async (connected, options) => {
      const [answer] = await onPrimary(connected, key, (primary) =>
        confirmed(primary, [args], replicas, options),
      );
      return answer;
    });
}

/** Sends writes to one primary, and resolves with its answers once so many replicas have confirmed them. */
export async function confirmed(
  primary: RedisConnection,
  writes: readonly string[][],
  replicas: number,
  options?: SendOptions,
): Promise<unknown[]> {
  const sent = writes.map((write) => primary.sendCommand(write, options));
  if (replicas === 0) return Promise.all(sent);
  const wait = ["WAIT", String(replicas), String(CONFIRM_WITHIN)];
  const [count, ...answers] = await Promise.all([primary.sendCommand(wait, options), ...sent]);
  if (Number(count) >= replicas) return answers;
  throw new Error(`Redis confirmed the write on ${count} of ${replicas} replicas.`);
}

/** What writes to be confirmed are sent over, so that they hold up nothing else. */
export function writerOf(client: RedisClient | RedisCluster): RedisClient | RedisCluster {
  globalThis.signetAuthRedisWriters ??= new WeakMap();
  const writers = globalThis.signetAuthRedisWriters;
  const known = writers.get(client);
  if (known !== undefined) return known;
  const writer = client.duplicate();
  writers.set(client, writer);
  const end = () => {
    if (writer.isOpen) writer.destroy();
  };
  client.on("end", end);
  client.on("disconnect", end);
  return writer;
}

/** Works on the connection to the primary that has the key, and once more where the slot has moved. */
async function onPrimary<T>(
  client: RedisClient | RedisCluster,
  key: string,
  work: (primary: RedisConnection) => Promise<T>,
): Promise<T> {
  if (!isCluster(client)) return work(client);
  for (let moves = 0; ; moves++) {
    try {
      const primary = client.slots[slotOf(key)]?.master;
      if (primary === undefined) throw new Error("The cluster names no primary for the key.");
      return await work(await client.nodeClient(primary));
    } catch (error) {
      if (codeOf(error) !== "MOVED" || moves === MOVES) throw error;
      // The client finds out who has the slot now.
      await client.sendCommand(key, false, ["EXISTS", key]);
    }
  }
}
