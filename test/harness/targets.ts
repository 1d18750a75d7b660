import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { type RedisCluster, startRedisCluster } from "./redis-cluster.ts";

export const TARGETS = ["sqlite", "postgres", "redis", "cluster"] as const;
export type TargetName = (typeof TARGETS)[number];

/** A store to test, with its server. */
export interface Target {
  readonly name: TargetName;
  /** The argument of `openStore`. */
  readonly address: string;
  /** A folder for logs. `stop` removes it. */
  readonly folder: string;
  /** The settings of durability, in words. */
  readonly durability: string;
  /** The server to kill and start again; `null` when the test has no server process to kill. */
  readonly server: {
    readonly kill: () => Promise<void>;
    readonly start: () => Promise<void>;
  } | null;
  readonly stop: () => Promise<void>;
}

/** With these settings, Redis loses no acknowledged write. */
export const ALWAYS = ["--appendonly", "yes", "--appendfsync", "always"];

const starters: Readonly<Record<TargetName, () => Promise<Target>>> = {
  async sqlite() {
    const folder = temporaryFolder("target");
    return {
      name: "sqlite",
      address: `sqlite:${join(folder.path, "sessions.db")}`,
      folder: folder.path,
      durability: "journal_mode=WAL, synchronous=FULL",
      server: null,
      stop: async () => folder.remove(),
    };
  },

  async postgres() {
    const folder = temporaryFolder("target");
    const server = await startPostgres([], { durable: true });
    return {
      name: "postgres",
      address: server.url,
      folder: folder.path,
      durability: "fsync=on, synchronous_commit=on, full_page_writes=on",
      server,
      async stop() {
        await server.stop();
        folder.remove();
      },
    };
  },

  async redis() {
    const folder = temporaryFolder("target");
    const server = await startRedis(ALWAYS);
    return {
      name: "redis",
      address: server.url,
      folder: folder.path,
      durability: "appendonly yes, appendfsync always",
      server,
      async stop() {
        await server.stop();
        folder.remove();
      },
    };
  },

  async cluster() {
    const folder = temporaryFolder("target");
    const cluster = await startRedisCluster(ALWAYS);
    return {
      name: "cluster",
      address: addressOf(cluster),
      folder: folder.path,
      durability: "appendonly yes, appendfsync always; 3 primaries with a replica each",
      server: null,
      async stop() {
        await cluster.stop();
        folder.remove();
      },
    };
  },
};

/** Returns the address of a cluster for `openStore`. */
export function addressOf(cluster: RedisCluster): string {
  const ports = cluster.nodes.map(({ port }) => port);
  return `redis-cluster://127.0.0.1:${ports.join("/")}`;
}

/** Starts the empty server of a store, with settings that lose no acknowledged write. */
export function startTarget(name: TargetName): Promise<Target> {
  return starters[name]();
}
