import { createClient } from "redis";
import { startProxy } from "../../harness/proxy.ts";
import { startRedis } from "../../harness/redis.ts";
import type { Fault } from "../scenarios/outage.ts";
import { onSmallDisk, whyNoDisk } from "./disk.ts";
import type { Environment, Environments } from "./environment.ts";
import { laggingReplica } from "./lagging-replica.ts";
import { networkFaults } from "./network.ts";

/** An extra delay for each key that Redis loads; microseconds. */
const LOAD_DELAY = 100;
/** With this number of keys, loading takes about two seconds. */
const KEYS = 20_000;
const DISK_MEGABYTES = 8;
/** How long Redis handles no command; seconds. */
const SLEEP = 2;

/** Returns the environments of Redis: faults of the network, of replication and of the server. */
export function redisEnvironments(): Environments {
  const why = whyNoDisk();
  const environments = [behindProxy, laggingReplica.redis];
  if (why !== null) return { environments, untried: [`disk full: ${why}`] };
  const disks = [() => diskFull("everysec"), () => diskFull("always")];
  return { environments: [...environments, ...disks], untried: [] };
}

/** With `everysec`, Redis goes on and answers MISCONF to writes. With `always`, Redis ends. */
function diskFull(fsync: "everysec" | "always"): Promise<Environment> {
  return onSmallDisk(DISK_MEGABYTES, async (disk) => {
    const log = ["--appendonly", "yes", "--appendfsync", fsync];
    const server = await startRedis([...log, "--dir", disk.path]);
    const fault: Fault = {
      name: `disk full, appendfsync ${fsync}`,
      begin: async () => disk.fill(),
      async end() {
        disk.free();
        if (fsync === "everysec") return;
        await server.kill();
        await server.start();
      },
    };
    return { address: server.url, faults: [fault], stop: server.stop };
  });
}

async function behindProxy(): Promise<Environment> {
  const server = await startRedis([
    ...["--appendonly", "yes", "--appendfsync", "always", "--enable-debug-command", "yes"],
    ...["--key-load-delay", String(LOAD_DELAY), "--loading-process-events-interval-bytes", "1024"],
  ]);
  const proxy = await startProxy(server.port);
  const admin = (...command: string[]) => ask(server.url, command);
  return {
    address: `redis://127.0.0.1:${proxy.port}`,
    faults: [
      ...networkFaults(proxy),
      sleeping(admin),
      readOnly(admin),
      { name: "killed", begin: server.kill, end: server.start },
      loading(admin, server),
    ],
    async stop() {
      await proxy.close();
      await server.stop();
    },
  };
}

type Admin = (...command: string[]) => Promise<unknown>;

/** Redis keeps its connections and handles no command (DEBUG SLEEP). */
function sleeping(admin: Admin): Fault {
  return {
    name: "asleep",
    begin: async () => void admin("DEBUG", "SLEEP", String(SLEEP)).catch(() => {}),
    end: async () => {},
  };
}

/** As a replica, Redis answers READONLY to writes. */
function readOnly(admin: Admin): Fault {
  return {
    name: "read-only",
    begin: () => admin("REPLICAOF", "127.0.0.1", "1"),
    end: () => admin("REPLICAOF", "NO", "ONE"),
  };
}

/** After a start, Redis answers LOADING while it reads its append-only file. */
function loading(
  admin: Admin,
  server: { readonly kill: () => Promise<void>; readonly start: () => Promise<void> },
): Fault {
  return {
    name: "loading",
    async begin() {
      await admin("DEBUG", "POPULATE", String(KEYS), "filler");
      await admin("BGREWRITEAOF");
      while (String(await admin("INFO", "persistence")).includes("aof_rewrite_in_progress:1"));
      await server.kill();
      await server.start();
    },
    end: async () => {},
  };
}

async function ask(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
