import { temporaryFolder } from "../harness/folder.ts";
import { startRedisCluster } from "../harness/redis-cluster.ts";
import {
  postgresWithStandby,
  type ReplicatedServer,
  redisWithReplica,
} from "../harness/replicated-server.ts";
import { askPostgres } from "../harness/standby.ts";
import {
  ALWAYS,
  addressOf,
  startTarget,
  type Target,
  type TargetName,
} from "../harness/targets.ts";

/** A store for the hybrid scenario. */
export interface HybridTarget extends Target {
  /** A primary and a replica, when readers can be led to either; `null` otherwise. */
  readonly replicated: ReplicatedServer | null;
}

const starters: Readonly<Record<TargetName, () => Promise<HybridTarget>>> = {
  sqlite: async () => ({ ...(await startTarget("sqlite")), replicated: null }),
  async postgres() {
    const replicated = await postgresWithStandby();
    await askPostgres({ url: replicated.address }, `CREATE DATABASE ${BEFORE}`);
    const durability = "fsync=on, synchronous_commit=on, full_page_writes=on; with a standby";
    return onReplicated("postgres", replicated, durability);
  },
  redis: async () =>
    onReplicated(
      "redis",
      await redisWithReplica(ALWAYS),
      "appendonly yes, appendfsync always; with a replica",
    ),
  cluster: async () => ({ ...(await clusterWithoutFailover()), replicated: null }),
};

const BEFORE = "before";

/** Starts the servers for the hybrid scenario. */
export function startHybridTarget(name: TargetName): Promise<HybridTarget> {
  return starters[name]();
}

function onReplicated(
  name: TargetName,
  replicated: ReplicatedServer,
  durability: string,
): HybridTarget {
  const folder = temporaryFolder("proof");
  return {
    name,
    address: replicated.address,
    folder: folder.path,
    durability,
    server: replicated,
    replicated,
    async stop() {
      await replicated.stop();
      folder.remove();
    },
  };
}

/** Returns the address of the store of the former strategies: another store on the same server. */
export function formerStoreOf(address: string): string {
  const url = new URL(address);
  if (url.protocol === "sqlite:") return `${address}-before`;
  if (url.protocol === "postgres:") url.pathname = `/${BEFORE}`;
  else url.searchParams.set("prefix", `${BEFORE}:`);
  return url.href;
}

/**
 * Starts a cluster without failover. It waits for a killed primary and loses no acknowledged write. A
 * failover may lose the last writes, including revocations; test/faults measures that.
 */
async function clusterWithoutFailover(): Promise<Target> {
  const folder = temporaryFolder("proof");
  const cluster = await startRedisCluster([...ALWAYS, "--cluster-replica-no-failover", "yes"]);
  const primaries = cluster.nodes.slice(0, 3);
  let killed = 0;
  return {
    name: "cluster",
    address: addressOf(cluster),
    folder: folder.path,
    durability: "appendonly yes, appendfsync always; 3 primaries, no failover",
    server: {
      kill: async () => primaries[++killed % primaries.length]?.kill(),
      async start() {
        await primaries[killed % primaries.length]?.start();
        await cluster.whole();
      },
    },
    async stop() {
      await cluster.stop();
      folder.remove();
    },
  };
}
