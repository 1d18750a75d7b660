import { createClient } from "redis";
import type { Store } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";
import { askRedis } from "../../harness/redis-pair.ts";

let primary: Redis;
let replica: Redis;
let client: ReturnType<typeof createClient>;
let store: Store;
beforeEach(async () => {
  primary = await startRedis(["--repl-diskless-sync-delay", "0"]);
  replica = await startRedis(["--replicaof", "127.0.0.1", String(primary.port)]);
  client = createClient({ url: primary.url });
  store = redisStore(client, { replicas: 1 });
  await store.find("");
  await expect.poll(() => client.info("replication")).toMatch(/slave0:.*state=online/);
});
afterEach(async () => {
  client.destroy();
  await replica.stop();
  await primary.stop();
});

const newRecord = () => testRecord({ userId: "ada" });

test("a write that a Redis replica confirmed is on the replica", async () => {
  const [kept, ended] = [newRecord(), newRecord()];
  for (const record of [kept, ended]) await store.create(record, null);
  expect(await store.revoke(ended.id)).toBe(true);
  await primary.kill();
  await askRedis(replica.url, "REPLICAOF", "NO", "ONE");
  const copy = createClient({ url: replica.url });
  const onReplica = redisStore(copy);
  expect(await onReplica.find(kept.id)).toEqual(kept);
  expect(await onReplica.find(ended.id)).toBeNull();
  copy.destroy();
});

test("without a Redis replica every write rejects, and reads do not wait for writes", async () => {
  const record = newRecord();
  await store.create(record, null);
  await replica.kill();
  const said: string[] = [];
  const write = store.update(record.id, { data: "{}", ifVersion: 0 }).catch((error: Error) => {
    said.push(error.message);
  });
  for (let read = 0; read < 20; read++) {
    expect((await store.find(record.id))?.userId).toBe("ada");
    said.push("read");
  }
  await write;
  expect(said.at(-1)).toBe("Redis confirmed the write on 0 of 1 replicas.");
  expect(said).toHaveLength(21);
  await replica.start();
  await expect.poll(() => client.info("replication")).toMatch(/slave0:.*state=online/);
  expect(await store.revoke(record.id)).toBe(true);
});

test("the connection for confirmed writes closes with the client, and both reopen with the next request", async () => {
  const record = newRecord();
  await store.create(record, null);
  const admin = await createClient({ url: primary.url }).connect();
  const connections = async () => (await admin.clientList({ TYPE: "NORMAL" })).length - 1;
  expect(await connections()).toBe(2);
  client.destroy();
  await expect.poll(connections).toBe(0);
  expect(await store.revoke(record.id)).toBe(true);
  expect(await store.find(record.id)).toBeNull();
  expect(await connections()).toBe(2);
  admin.destroy();
});
