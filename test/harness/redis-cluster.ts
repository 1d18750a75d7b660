import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./port.ts";
import { type Redis, startRedis } from "./redis.ts";
import { askRedis } from "./redis-pair.ts";

export interface ClusterNode extends Redis {
  readonly busPort: number;
}

export interface RedisCluster {
  /** Three primaries, then three replicas, in the order of creation. A failover changes the roles. */
  readonly nodes: readonly ClusterNode[];
  /** The option of the same name of `createCluster`. */
  readonly rootNodes: readonly { readonly url: string }[];
  /** Returns the current primary of a key's slot. */
  primaryOf(key: string): Promise<ClusterNode>;
  /** Resolves when every running node reports that all slots are served and its replica link is up. */
  whole(): Promise<void>;
  stop(): Promise<void>;
}

const PRIMARIES = 3;
const NODES = 6;
const SLOTS = 16_384;
/** The longest wait for a state of the cluster; milliseconds. */
const TIMEOUT = 30_000;
/** The cluster marks a node as failed after this time without an answer; milliseconds. */
const NODE_TIMEOUT = 1_500;

/** Starts a Redis Cluster: three primaries with one replica each. `config` adds settings to every node. */
export async function startRedisCluster(config: readonly string[] = []): Promise<RedisCluster> {
  const started = await Promise.allSettled(Array.from({ length: NODES }, () => startNode(config)));
  const nodes = started.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  const whole = () => eventually("the cluster is whole", () => isWhole(nodes));
  try {
    for (const one of started) if (one.status === "rejected") throw one.reason;
    await form(nodes);
    await whole();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    nodes,
    rootNodes: nodes.map(({ url }) => ({ url })),
    primaryOf: (key) => primaryOf(nodes, key),
    whole,
    stop,
  };
}

async function startNode(config: readonly string[]): Promise<ClusterNode> {
  const busPort = await freePort();
  const redis = await startRedis([
    ...["--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"],
    ...["--cluster-port", String(busPort), "--cluster-node-timeout", String(NODE_TIMEOUT)],
    ...["--repl-diskless-sync-delay", "0", ...config],
  ]);
  return { ...redis, busPort };
}

/** Joins the nodes, assigns the slots, and gives each primary a replica. */
async function form(nodes: readonly ClusterNode[]): Promise<void> {
  const [first, ...others] = nodes;
  if (first === undefined) return;
  for (const { port, busPort } of others) {
    await ask(first, "CLUSTER", "MEET", "127.0.0.1", String(port), String(busPort));
  }
  const share = Math.ceil(SLOTS / PRIMARIES);
  for (const [at, node] of nodes.slice(0, PRIMARIES).entries()) {
    const range = [at * share, Math.min((at + 1) * share, SLOTS) - 1].map(String);
    await ask(node, "CLUSTER", "ADDSLOTSRANGE", ...range);
  }
  await eventually("all nodes know each other", async () => {
    const known = await Promise.all(nodes.map((node) => ask(node, "CLUSTER", "INFO")));
    return known.every((info) => String(info).includes(`cluster_known_nodes:${NODES}`));
  });
  for (const [at, primary] of nodes.slice(0, PRIMARIES).entries()) {
    const id = String(await ask(primary, "CLUSTER", "MYID"));
    const replica = nodes[PRIMARIES + at];
    if (replica !== undefined) await ask(replica, "CLUSTER", "REPLICATE", id);
  }
}

async function isWhole(nodes: readonly ClusterNode[]): Promise<boolean> {
  const reports = await Promise.all(
    nodes.map(async (node) => {
      const state = await askIfUp(node, "CLUSTER", "INFO");
      if (state === null) return "down";
      if (!String(state).includes("cluster_state:ok")) return "broken";
      const replication = String(await askIfUp(node, "INFO", "replication"));
      const isLinked =
        replication.includes("role:master") || replication.includes("master_link_status:up");
      return isLinked ? "good" : "broken";
    }),
  );
  return !reports.includes("broken") && reports.includes("good");
}

async function primaryOf(nodes: readonly ClusterNode[], key: string): Promise<ClusterNode> {
  for (const node of nodes) {
    const shards = await askIfUp(node, "CLUSTER", "SLOTS");
    if (!Array.isArray(shards)) continue;
    const slot = Number(await ask(node, "CLUSTER", "KEYSLOT", key));
    const shard = shards.find(([from, to]) => from <= slot && slot <= to);
    const port = shard?.[2]?.[1];
    const primary = nodes.find((one) => one.port === port);
    if (primary !== undefined) return primary;
  }
  throw new Error("No node knows the primary of the key.");
}

/** Sends one command to one node. */
export function ask(node: ClusterNode, ...command: string[]): Promise<unknown> {
  return askRedis(node.url, ...command);
}

/** Sends one command to one node. Returns `null` when the node does not run. */
function askIfUp(node: ClusterNode, ...command: string[]): Promise<unknown> {
  return ask(node, ...command).catch(() => null);
}

async function eventually(condition: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Still false after ${TIMEOUT} ms: ${condition}.`);
    await delay(50);
  }
}
