import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";

/** Clients that are listened to, so that several stores on one client listen once. */
const listening = new WeakSet<RedisClient | RedisCluster>();

/** Sends a command to the primary that has the key. */
export type Send = (key: string, args: string[]) => Promise<unknown>;

/** How long a command waits for a connection before it is dropped, so that none is run much later; milliseconds. */
const DROP_AFTER = 2_000;

/** @throws when it takes longer, so that what waited for it is not done much later. */
async function within(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  const asked = performance.now();
  await promise;
  if (performance.now() - asked < milliseconds) return;
  throw new Error("Redis was connected too late for a command that waited for it.");
}

/**
 * Sends commands over a client, which is connected when the first one is sent. A lost connection is
 * the client's to make again; it makes it emit `error`, which ends a process that does not listen.
 */
export function connectionOn(client: RedisClient | RedisCluster): Send {
  let connecting: Promise<unknown> | null = null;
  if (!listening.has(client)) {
    listening.add(client);
    client.on("error", () => {});
  }

  function connected(): Promise<unknown> {
    connecting ??= client.connect().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  return async (key, args) => {
    // From the moment it begins to connect it calls itself open.
    if (connecting !== null || !client.isOpen) await within(connected(), DROP_AFTER);
    const options = client.isReady ? undefined : { timeout: DROP_AFTER };
    // Never of a replica, which may not have heard of a session, or of its end.
    return isCluster(client)
      ? client.sendCommand(key, false, args, options)
      : client.sendCommand(args, options);
  };
}
