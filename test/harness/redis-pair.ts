import { createClient } from "redis";
import { type Redis, startRedis } from "./redis.ts";

/** A Redis primary and its replica. */
export interface RedisPair {
  readonly primary: () => Redis;
  readonly replica: () => Redis;
  /** Swaps the roles without losing a write (FAILOVER). */
  readonly changeOver: () => Promise<void>;
  /** Cuts the replica off from the primary. The replica goes on answering with its old data. */
  readonly cutOff: () => Promise<void>;
  /** Makes the replica follow the primary, and waits until it has caught up. */
  readonly follow: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The longest wait for a replication state; milliseconds. */
const TIMEOUT = 20_000;
/** An address without a server. */
const NO_SERVER = ["127.0.0.1", "1"] as const;

/** Starts a primary and a replica that has caught up. `config` adds settings to both. */
export async function startRedisPair(config: readonly string[] = []): Promise<RedisPair> {
  const settings = ["--repl-diskless-sync-delay", "0", ...config];
  let primary = await startRedis(settings);
  let replica = await startRedis(settings);

  async function follow(): Promise<void> {
    await askRedis(replica.url, "REPLICAOF", "127.0.0.1", String(primary.port));
    await until(primary, /slave0:.*state=online/);
    await until(replica, /master_link_status:up/);
  }
  await follow();

  return {
    primary: () => primary,
    replica: () => replica,
    follow,
    async changeOver() {
      await askRedis(primary.url, "FAILOVER");
      await until(replica, /role:master/);
      await until(primary, /role:slave/);
      [primary, replica] = [replica, primary];
    },
    async cutOff() {
      await askRedis(replica.url, "REPLICAOF", ...NO_SERVER);
    },
    async stop() {
      await replica.stop();
      await primary.stop();
    },
  };
}

async function until({ url }: Redis, expected: RegExp): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  while (!expected.test(String(await askRedis(url, "INFO", "replication")))) {
    if (Date.now() > deadline)
      throw new Error(`INFO replication did not match ${expected} within ${TIMEOUT} ms.`);
  }
}

/** Sends one command to one server. */
export async function askRedis(url: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
