import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";
import type { Send } from "./connection.ts";

const SLOTS = 16_384;

/** How many replicas have confirmed all that was written so far where the tag's keys are. */
export type Confirm = (tag: string) => Promise<number>;

/**
 * Asks Redis to wait until replicas have the writes of this connection (WAIT).
 *
 * @param atLeast replicas to wait for.
 * @param within milliseconds to wait.
 */
export function confirming(
  client: RedisClient | RedisCluster,
  send: Send,
  atLeast: number,
  within: number,
): Confirm {
  const command = ["WAIT", String(atLeast), String(within)];
  return async (tag) => {
    if (!isCluster(client)) return Number(await send("", command));
    // The cluster client would ask every primary; the one that wrote is asked alone.
    const primary: unknown = await client.slots[slotOf(tag)]?.master.client;
    if (!isClient(primary)) throw new Error("The primary of a session's slot is not connected.");
    return Number(await primary.sendCommand(command));
  };
}

function isClient(value: unknown): value is Pick<RedisClient, "sendCommand"> {
  return typeof Object(value).sendCommand === "function";
}

/** The slot of all keys with this hash tag: CRC-16/XMODEM of it, as the cluster specification says. */
function slotOf(tag: string): number {
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  }
  return (crc & 0xffff) % SLOTS;
}
