import { isCluster, type RedisClient, type RedisCluster } from "./client.ts";

/** Sends a command to the primary that has the key. */
export type Send = (key: string, args: string[]) => Promise<unknown>;

/** How long a command waits for a connection before it is dropped, so that none is run much later; milliseconds. */
const DROP_AFTER = 2_000;
/** A connection that says nothing for so long, though it should, is dead; milliseconds. */
const DEAD_AFTER = 5_000;

/** When each client last said anything, an error included; several stores on one client listen once. */
const heard = new WeakMap<RedisClient | RedisCluster, { at: number }>();

function listenTo(client: RedisClient | RedisCluster): { at: number } {
  const known = heard.get(client);
  if (known !== undefined) return known;
  const sign = { at: performance.now() };
  heard.set(client, sign);
  client.on("error", () => {
    sign.at = performance.now();
  });
  return sign;
}

/**
 * Sends commands over a client, which is connected when the first one is sent. A lost connection is
 * the client's to make again; it makes it emit `error`, which ends a process that does not listen. One
 * that falls silent is ended here, because the client would wait for ever, and the next command makes
 * another.
 */
export function connectionOn(client: RedisClient | RedisCluster): Send {
  const sign = listenTo(client);
  let connecting: Promise<unknown> | null = null;

  function end(): void {
    if (client.isOpen) client.destroy();
  }

  /** Waits for an answer, and ends the connection when there is none. */
  async function answered<T>(answer: Promise<T>): Promise<T> {
    const watch = setTimeout(end, DEAD_AFTER);
    try {
      const result = await answer;
      sign.at = performance.now();
      return result;
    } finally {
      clearTimeout(watch);
    }
  }

  async function connected(): Promise<void> {
    connecting ??= answered(client.connect()).finally(() => {
      connecting = null;
    });
    const asked = performance.now();
    await connecting;
    if (performance.now() - asked > DROP_AFTER) {
      throw new Error("Redis was connected too late for a command that waited for it.");
    }
  }

  return async (key, args) => {
    // While it makes a lost connection again it says at least what went wrong.
    const isLost = !client.isReady && connecting === null;
    if (isLost && performance.now() - sign.at > DEAD_AFTER) end();
    // From the moment it begins to connect it calls itself open.
    if (connecting !== null || !client.isOpen) await connected();
    const options = client.isReady ? undefined : { timeout: DROP_AFTER };
    // Never of a replica, which may not have heard of a session, or of its end.
    return answered(
      isCluster(client)
        ? client.sendCommand(key, false, args, options)
        : client.sendCommand(args, options),
    );
  };
}
