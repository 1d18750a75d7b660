import { temporaryFolder } from "../harness/folder.ts";
import { startRedisCluster } from "../harness/redis-cluster.ts";
import {
  ALWAYS,
  addressOf,
  startTarget,
  type Target,
  type TargetName,
} from "../harness/targets.ts";

/** What the proof is made on. */
export function startProofTarget(name: TargetName): Promise<Target> {
  return name === "cluster" ? clusterWithoutFailover() : startTarget(name);
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
