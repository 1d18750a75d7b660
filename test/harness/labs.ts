import { randomBytes } from "node:crypto";
import { type Lab, startLab } from "./lab.ts";
import { startRedisCluster } from "./redis-cluster.ts";

export interface LabsOnCluster {
  readonly labs: readonly [Lab, Lab];
  readonly stop: () => Promise<void>;
}

/**
 * Starts two Labs on one Redis Cluster, as on two machines. They share the cluster and the secret, and
 * each has its own data folder.
 */
export async function startLabsOnCluster(): Promise<LabsOnCluster> {
  const cluster = await startRedisCluster();
  const env = {
    STORE: "cluster",
    STORE_URL: cluster.rootNodes.map(({ url }) => url).join(","),
    AUTH_SECRET: randomBytes(32).toString("base64url"),
  };
  const started = await Promise.allSettled([startLab({ env }), startLab({ env })]);
  const running = started.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const stop = async () => {
    await Promise.all(running.map((lab) => lab.stop()));
    await cluster.stop();
  };
  const [a, b] = running;
  if (a === undefined || b === undefined) {
    await stop();
    throw started.find((one) => one.status === "rejected")?.reason;
  }
  return { labs: [a, b], stop };
}
