import { createClient } from "redis";
import { type Redis, startRedis } from "./redis.ts";

/** Two servers, one of them a replica of the other. */
export interface RedisPair {
  readonly primary: () => Redis;
  readonly replica: () => Redis;
  /** Changes who is the primary, and loses no write (FAILOVER). */
  readonly changeOver: () => Promise<void>;
  /** The replica hears of nothing any more, and goes on answering with what it knows. */
  readonly cutOff: () => Promise<void>;
  /** Brings the replica up to date. */
  readonly follow: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Until a replica has caught up, at most; milliseconds. */
const PATIENCE = 20_000;
/** Where nobody listens. */
const NOBODY = ["127.0.0.1", "1"] as const;

/** A primary with a replica that has caught up. `config` is for both. */
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
      await askRedis(replica.url, "REPLICAOF", ...NOBODY);
    },
    async stop() {
      await replica.stop();
      await primary.stop();
    },
  };
}

async function until({ url }: Redis, what: RegExp): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!what.test(String(await askRedis(url, "INFO", "replication")))) {
    if (Date.now() > deadline) throw new Error(`Redis did not say ${what}.`);
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
