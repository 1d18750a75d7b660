import { createClient } from "redis";
import { startProxy } from "../../harness/proxy.ts";
import { startRedis } from "../../harness/redis.ts";
import type { Fault } from "../scenarios/outage.ts";
import { troublesBehind } from "./behind.ts";
import { onSmallDisk, whyNoDisk } from "./disk.ts";
import { networkFaults } from "./network.ts";
import type { Trouble, Troubles } from "./trouble.ts";

/** Redis takes so much longer for each key it loads; microseconds. */
const LOADS_A_KEY_IN = 100;
/** Keys that make loading take about two seconds. */
const KEYS = 20_000;
const DISK_MEGABYTES = 8;
/** For how long Redis does nothing at all; seconds. */
const SLEEPS = 2;

/** What can happen on the way to Redis, and to itself. */
export function redisTroubles(): Troubles {
  const why = whyNoDisk();
  const troubles = [onTheWay, troublesBehind.redis];
  if (why !== null) return { troubles, untried: [`disk full: ${why}`] };
  const disks = [() => diskFull("everysec"), () => diskFull("always")];
  return { troubles: [...troubles, ...disks], untried: [] };
}

/** With `everysec` Redis goes on, and says MISCONF to writes; with `always` it ends. */
function diskFull(fsync: "everysec" | "always"): Promise<Trouble> {
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

async function onTheWay(): Promise<Trouble> {
  const server = await startRedis([
    ...["--appendonly", "yes", "--appendfsync", "always", "--enable-debug-command", "yes"],
    ...[
      "--key-load-delay",
      String(LOADS_A_KEY_IN),
      "--loading-process-events-interval-bytes",
      "1024",
    ],
  ]);
  const proxy = await startProxy(server.port);
  const admin = (...command: string[]) => ask(server.url, command);
  return {
    address: `redis://127.0.0.1:${proxy.port}`,
    faults: [
      ...networkFaults(proxy),
      asleep(admin),
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

/** Connected, and deaf. */
function asleep(admin: Admin): Fault {
  return {
    name: "asleep",
    begin: async () => void admin("DEBUG", "SLEEP", String(SLEEPS)).catch(() => {}),
    end: async () => {},
  };
}

/** A replica that is asked to write says READONLY. */
function readOnly(admin: Admin): Fault {
  return {
    name: "read-only",
    begin: () => admin("REPLICAOF", "127.0.0.1", "1"),
    end: () => admin("REPLICAOF", "NO", "ONE"),
  };
}

/** It answers LOADING while it reads its file after a start. */
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
