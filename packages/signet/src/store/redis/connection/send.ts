import { isCluster, type RedisClient, type RedisCluster } from "../client.ts";
import { connectionOn } from "./connection.ts";

/** Sends a command to the primary that has the key. */
export type Send = (key: string, args: string[]) => Promise<unknown>;

/** For what does no harm when it is done much later; a command's own timer costs as much as its answer. */
const UNTIMED = { timeout: undefined };

/** @param isRead whether nothing it sends changes a session. */
export function sendingOver(client: RedisClient | RedisCluster, isRead: boolean): Send {
  const over = connectionOn(client);
  return (key, args) =>
    over(key, (connected, options) => {
      // Never to a replica, which may not have heard of a session, or of its end.
      if (isCluster(connected)) return connected.sendCommand(key, false, args, options);
      return connected.sendCommand(args, isRead && connected.isReady ? UNTIMED : options);
    });
}
