import { setTimeout as delay } from "node:timers/promises";
import { createCluster } from "redis";
import { userTag } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ask,
  type ClusterNode,
  type RedisCluster,
  startRedisCluster,
} from "../../harness/redis-cluster.ts";

/** Longer than the store waits for an unresponsive connection; milliseconds. */
const SILENT_FOR = 6_000;

let cluster: RedisCluster;
let client: ReturnType<typeof createCluster>;
beforeAll(async () => {
  // No failover during the test.
  cluster = await startRedisCluster(["--cluster-node-timeout", "60000"]);
  client = createCluster({ rootNodes: [...cluster.rootNodes] });
});
afterAll(async () => {
  client?.destroy();
  await cluster?.stop();
});

async function processOf(node: ClusterNode): Promise<number> {
  return Number(/^process_id:(\d+)/m.exec(String(await ask(node, "INFO", "server")))?.[1]);
}

test("an unresponsive cluster primary does not block reads of other primaries, and is used again later", async () => {
  const store = redisStore(client);
  const silentNode = await cluster.primaryOf(`{${userTag("0")}}`);
  const silent = testRecord({ userId: "0" });
  await store.create(silent, null);
  const others = [];
  for (let user = 1; others.length < 3; user++) {
    const record = testRecord({ userId: String(user) });
    if ((await cluster.primaryOf(`{${userTag(record.userId)}}`)) === silentNode) continue;
    await store.create(record, null);
    others.push(record);
  }

  const pid = await processOf(silentNode);
  process.kill(pid, "SIGSTOP");
  try {
    const unanswered = store.find(silent.id).then(
      () => "answered",
      () => "unavailable",
    );
    for (const end = Date.now() + SILENT_FOR; Date.now() < end; await delay(100)) {
      const found = await Promise.all(others.map(({ id }) => store.find(id)));
      expect(found).toEqual(others);
    }
    expect(await unanswered).toBe("unavailable");
  } finally {
    process.kill(pid, "SIGCONT");
  }
  expect(await store.find(silent.id)).toEqual(silent);
});
