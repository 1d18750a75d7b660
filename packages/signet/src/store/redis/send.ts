import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";
import { connectionOn } from "./connection.ts";

/** Sends a command to the primary that has the key. */
export type Send = (key: string, args: string[]) => Promise<unknown>;

export function sendingOver(client: RedisClient | RedisCluster): Send {
  const over = connectionOn(client);
  return (key, args) =>
    over((connected, options) =>
      isCluster(connected)
        ? // Never to a replica, which may not have heard of a session, or of its end.
          connected.sendCommand(key, false, args, options)
        : connected.sendCommand(args, options),
    );
}
