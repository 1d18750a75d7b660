import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { type RedisCluster, startRedisCluster } from "./redis-cluster.ts";

export const TARGETS = ["sqlite", "postgres", "redis", "cluster"] as const;
export type TargetName = (typeof TARGETS)[number];

/** A store to try, with the server it stands on. */
export interface Target {
  readonly name: TargetName;
  /** What `openStore` takes. */
  readonly address: string;
  /** A folder for logs, which goes with the target. */
  readonly folder: string;
  /** How it is set to keep what it acknowledged. */
  readonly durability: string;
  /** The server to kill and start again; `null` where the application process is the server. */
  readonly server: {
    readonly kill: () => Promise<void>;
    readonly start: () => Promise<void>;
  } | null;
  readonly stop: () => Promise<void>;
}

/** Redis loses nothing it acknowledged. */
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

/** What `openStore` takes for a cluster. */
export function addressOf(cluster: RedisCluster): string {
  const ports = cluster.nodes.map(({ port }) => port);
  return `redis-cluster://127.0.0.1:${ports.join("/")}`;
}

/** Starts what the store of this name stands on, empty and set to lose nothing it acknowledged. */
export function startTarget(name: TargetName): Promise<Target> {
  return starters[name]();
}
