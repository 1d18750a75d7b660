import { type Pair, postgresWithStandby, redisThatIsDemoted } from "../harness/behind.ts";
import { temporaryFolder } from "../harness/folder.ts";
import { startRedisCluster } from "../harness/redis-cluster.ts";
import { askPostgres } from "../harness/standby.ts";
import {
  ALWAYS,
  addressOf,
  startTarget,
  type Target,
  type TargetName,
} from "../harness/targets.ts";

/** A store to prove the promise on. */
export interface ProofTarget extends Target {
  /** The servers, where the readers have a way of their own to one of two; else `null`. */
  readonly pair: Pair | null;
}

const starters: Readonly<Record<TargetName, () => Promise<ProofTarget>>> = {
  sqlite: async () => ({ ...(await startTarget("sqlite")), pair: null }),
  async postgres() {
    const pair = await postgresWithStandby();
    await askPostgres({ url: pair.address }, `CREATE DATABASE ${BEFORE}`);
    const durability = "fsync=on, synchronous_commit=on, full_page_writes=on; with a standby";
    return onPair("postgres", pair, durability);
  },
  redis: async () =>
    onPair(
      "redis",
      await redisThatIsDemoted(ALWAYS),
      "appendonly yes, appendfsync always; with a replica",
    ),
  cluster: async () => ({ ...(await clusterWithoutFailover()), pair: null }),
};

const BEFORE = "before";

/** Starts what the proof is made on. */
export function startProofTarget(name: TargetName): Promise<ProofTarget> {
  return starters[name]();
}

function onPair(name: TargetName, pair: Pair, durability: string): ProofTarget {
  const folder = temporaryFolder("proof");
  return {
    name,
    address: pair.address,
    folder: folder.path,
    durability,
    server: pair,
    pair,
    async stop() {
      await pair.stop();
      folder.remove();
    },
  };
}

/** Where the sessions of strategies of before are: another store on the same server. */
export function beforeOf(address: string): string {
  const url = new URL(address);
  if (url.protocol === "sqlite:") return `${address}-before`;
  if (url.protocol === "postgres:") url.pathname = `/${BEFORE}`;
  else url.searchParams.set("prefix", `${BEFORE}:`);
  return url.href;
}

/**
 * A cluster that waits for a primary that died, and loses nothing it acknowledged. A failover may lose
 * revocations with all else that was written last, which is measured in test/faults.
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
