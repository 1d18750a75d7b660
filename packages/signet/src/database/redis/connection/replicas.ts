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
/** How often a write follows a moved slot to another primary. */
const MAX_MOVES = 2;

declare global {
  /** By client: the client that sends its writes. */
  var signetAuthRedisWriters:
    | WeakMap<RedisClient | RedisCluster, RedisClient | RedisCluster>
    | undefined;
}

/**
 * Creates a function that sends writes, and resolves once `replicas` replicas have confirmed them (WAIT).
 *
 * WAIT concerns the writes of its own connection. So it is sent directly after the write, without waiting
 * for the answer: a later command could use a new connection, which has no writes to wait for. WAIT also
 * delays all later commands of its connection. So writes use separate connections, which close with the
 * client's.
 */
export function confirmedSendOn(client: RedisClient | RedisCluster, replicas: number): Send {
  const withConnection = connectionOn(writerOf(client));
  return (key, args) =>
    withConnection(key, async (connected, options) => {
      const [answer] = await onPrimary(connected, key, (primary) =>
        sendConfirmed(primary, [args], replicas, options),
      );
      return answer;
    });
}

/** Sends writes to one primary. Resolves with its answers once `replicas` replicas have confirmed the writes. */
export async function sendConfirmed(
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

/** Returns the separate client for confirmed writes, so that WAIT does not delay other commands. */
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

/** Runs work on the connection to the primary of a key. Tries again if the slot has moved. */
async function onPrimary<T>(
  client: RedisClient | RedisCluster,
  key: string,
  work: (primary: RedisConnection) => Promise<T>,
): Promise<T> {
  if (!isCluster(client)) return work(client);
  for (let moves = 0; ; moves++) {
    try {
      const primary = client.slots[slotOf(key)]?.master;
      if (primary === undefined)
        throw new Error("The cluster has no primary for the slot of the key.");
      return await work(await client.nodeClient(primary));
    } catch (error) {
      if (codeOf(error) !== "MOVED" || moves === MAX_MOVES) throw error;
      // This command makes the client find the new primary of the slot.
      await client.sendCommand(key, false, ["EXISTS", key]);
    }
  }
}
