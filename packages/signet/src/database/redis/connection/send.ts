import { isCluster, type RedisClient, type RedisCluster } from "../client.ts";
import { connectionOn } from "./connection.ts";

/** Sends a command to the primary of the key. */
export type Send = (key: string, args: string[]) => Promise<unknown>;

/** For reads, which may also run late. A timer for each command would cost as much time as the answer. */
const UNTIMED = { timeout: undefined };

/**
 * Creates a function that sends commands over a client.
 *
 * @param isRead Whether the commands change no session.
 */
export function sendOn(client: RedisClient | RedisCluster, isRead: boolean): Send {
  const withConnection = connectionOn(client);
  return (key, args) =>
    withConnection(key, (connected, options) => {
      // Never to a replica: it may lack a new session, or the end of a session.
      if (isCluster(connected)) return connected.sendCommand(key, false, args, options);
      return connected.sendCommand(args, isRead && connected.isReady ? UNTIMED : options);
    });
}
