import pg from "pg";
import { type Postgres, startPostgres } from "../../harness/postgres.ts";
import { startProxy } from "../../harness/proxy.ts";
import type { Fault } from "../scenarios/outage.ts";
import { type Disk, onSmallDisk, whyNoDisk } from "./disk.ts";
import type { Environment, Environments } from "./environment.ts";
import { laggingReplica } from "./lagging-replica.ts";
import { networkFaults } from "./network.ts";

const DISK_MEGABYTES = 160;
/** Keeps the write-ahead log small enough for the small disk. */
const SMALL_LOG = ["max_wal_size=32MB", "min_wal_size=32MB"].flatMap((it) => ["-c", it]);

/** Returns the environments of PostgreSQL: faults of the network, of replication and of the server. */
export function postgresEnvironments(): Environments {
  const why = whyNoDisk();
  const environments = [behindProxy, laggingReplica.postgres];
  if (why !== null) return { environments, untried: [`disk full: ${why}`] };
  return { environments: [...environments, diskFull], untried: [] };
}

async function behindProxy(): Promise<Environment> {
  const server = await startPostgres([], { durable: true });
  const proxy = await startProxy(server.port);
  const url = new URL(server.url);
  url.port = String(proxy.port);
  return {
    address: url.href,
    faults: [
      ...networkFaults(proxy),
      readOnly(server.url),
      { name: "killed", begin: server.kill, end: server.start },
    ],
    async stop() {
      await proxy.close();
      await server.stop();
    },
  };
}

function diskFull(): Promise<Environment> {
  return onSmallDisk(DISK_MEGABYTES, async (disk) => {
    const server = await startPostgres(SMALL_LOG, { durable: true, within: disk.path });
    return {
      address: server.url,
      faults: [
        {
          name: "disk full, room in the log",
          begin: async () => disk.fill(),
          end: async () => disk.free(),
        },
        noRoomForTheLog(server, disk),
      ],
      stop: server.stop,
    };
  });
}

/** PostgreSQL ends when it cannot create a new WAL file, and does not restart by itself. */
function noRoomForTheLog(server: Postgres, disk: Disk): Fault {
  return {
    name: "disk full, none in the log",
    async begin() {
      disk.fill();
      await ask(server.url, "SELECT pg_switch_wal()").catch(() => {});
    },
    async end() {
      disk.free();
      await server.kill();
      await server.start();
    },
  };
}

/** The server rejects writes, as a standby does, or as an administrator can configure. */
function readOnly(url: string): Fault {
  const set = (value: "on" | "off") =>
    ask(
      url,
      `ALTER SYSTEM SET default_transaction_read_only = ${value}`,
      "SELECT pg_reload_conf()",
    );
  return { name: "read-only", begin: () => set("on"), end: () => set("off") };
}

async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
