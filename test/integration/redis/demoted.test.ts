import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "redis";
import { createSignet, database, type FeedStore, hybrid } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../harness/folder.ts";
import { startProxy, type TcpProxy } from "../../harness/proxy.ts";
import { startRedis } from "../../harness/redis.ts";
import { askRedis, type RedisPair, startRedisPair } from "../../harness/redis-pair.ts";

const BOUND = 1_000;
/** Longer than the store stays with a server that is none any more, and a client takes to connect; milliseconds. */
const SOON = { timeout: 4_000, interval: 50 };

const host = { host: "localhost:3000" };
const secret = "a-secret-for-tests-of-demotion-0123456789";

function newClient(url: string) {
  const client = createClient({ url, disableOfflineQueue: true });
  onTestFinished(() => {
    if (client.isOpen) client.destroy();
  });
  return client;
}

describe("a primary that was made a replica, and hears of nothing any more", () => {
  let pair: RedisPair;
  let proxy: TcpProxy;
  beforeEach(async () => {
    pair = await startRedisPair();
    proxy = await startProxy(pair.primary().port);
  });
  afterEach(async () => {
    await proxy.close();
    await pair.stop();
  });

  const newStore = () => redisStore(newClient(`redis://127.0.0.1:${proxy.port}`));

  /** The application's connections stay where they are; whoever connects anew finds the primary, or not. */
  async function demote(isMoved: boolean): Promise<FeedStore> {
    await pair.changeOver();
    await pair.cutOff();
    if (isMoved) proxy.moveTo(pair.primary().port);
    return redisStore(newClient(pair.primary().url));
  }

  const operations: Record<string, (store: FeedStore, id: string) => Promise<unknown>> = {
    find: (store, id) => store.find(id),
    "find what it has not": (store) => store.find(testRecord().id),
    create: (store) => store.create(testRecord({ userId: "ada" }), null),
    "create at the limit": (store) => store.create(testRecord({ userId: "ada" }), 1),
    renew: (store, id) =>
      store.renew(id, { renewedAt: 2, expiresAt: 3_000_000, ifRenewedAt: 1_000_000 }),
    "renew what it has not": (store) =>
      store.renew(testRecord().id, { renewedAt: 2, expiresAt: 3, ifRenewedAt: 1 }),
    update: (store, id) => store.update(id, { data: "{}", ifVersion: 0 }),
    "update in vain": (store, id) => store.update(id, { data: "{}", ifVersion: 7 }),
    revoke: (store, id) => store.revoke(id),
    "revoke what it has not": (store) => store.revoke(testRecord().id),
    list: (store) => store.listByUser("ada", 0),
    "list nobody's": (store) => store.listByUser("nobody", 0),
    "end a user's": (store) => store.revokeByUser("ada", null),
    "end nobody's": (store) => store.revokeByUser("nobody", null),
    "end everything": (store) => store.revokeEverything(),
    "the first page": (store) => store.revocationsSince(null, 10),
  };

  test("answers nothing that a session could be read, listed, ended or followed by", async () => {
    const store = newStore();
    const record = testRecord({ userId: "ada" });
    await store.create(record, null);
    const { cursor } = await store.revocationsSince(null, 10);
    await demote(false);
    const tried: typeof operations = {
      ...operations,
      "the next page": () => store.revocationsSince(cursor, 10),
    };
    for (const [name, operation] of Object.entries(tried)) {
      const outcome = await operation(store, record.id).then(String, () => "refused");
      expect([name, outcome]).toEqual([name, "refused"]);
    }
  });

  test.each([
    ["database", 0, (store: FeedStore) => database({ store })],
    ["hybrid", BOUND, (store: FeedStore) => hybrid({ store, maxStaleness: BOUND / 1_000 })],
  ] as const)(
    "makes no reading active under %s, and the client finds the new one without a restart",
    async (_, bound, make) => {
      const signet = createSignet({ strategy: make(newStore()), secret });
      const here = await signet.signIn(host, { userId: "ada" });
      const kept = await signet.signIn(host, { userId: "ada" });
      const read = async ({ credential }: { credential: string }) =>
        (await signet.read({ ...host, authorization: `Bearer ${credential}` })).status;
      expect(await read(here)).toBe("active");

      const onNew = await demote(false);
      await onNew.revoke(here.session.id);
      const ended = performance.now();
      while (performance.now() - ended < 2 * BOUND) {
        const late = performance.now() - ended > bound;
        const status = await read(here);
        if (late) expect(status).toBe("unavailable");
        expect(status).not.toBe("rejected");
      }
      proxy.moveTo(pair.primary().port);
      await vi.waitUntil(async () => (await read(here)) === "rejected", SOON);
      await vi.waitUntil(async () => (await read(kept)) === "active", SOON);
      await signet.sessions.revoke(kept.session.id);
      expect(await read(kept)).toBe("rejected");
    },
  );

  test.each([{}, { replicas: 1 }])("writes find the new primary, with %o", async (options) => {
    const store = redisStore(newClient(`redis://127.0.0.1:${proxy.port}`), options);
    const record = testRecord({ userId: "ada" });
    await store.create(record, null);
    await demote(true);
    await pair.follow();
    const isRevoked = () => store.revoke(record.id).catch(() => false);
    await vi.waitUntil(isRevoked, SOON);
    expect(await store.find(record.id)).toBeNull();
  });

  test("hints come from the new primary again", async () => {
    const store = newStore();
    let hints = 0;
    const leave = store.subscribe(() => hints++);
    const look = () =>
      store.revocationsSince(null, 10).then(
        () => true,
        () => false,
      );
    expect(await look()).toBe(true);
    const onNew = await demote(true);
    await vi.waitUntil(
      () =>
        store.find("x").then(
          () => true,
          () => false,
        ),
      SOON,
    );
    await vi.waitUntil(look, SOON);
    const record = testRecord();
    await onNew.create(record, null);
    await vi.waitUntil(async () => {
      const before = hints;
      await onNew.update(record.id, { data: "{}", ifVersion: 99 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      return hints > before;
    }, SOON);
    leave();
  });

  test("is not connected to over and over while nobody is the primary", async () => {
    const store = newStore();
    await store.find("x");
    await demote(false);
    const connected = async () =>
      Number(
        /total_connections_received:(\d+)/.exec(
          String(await askRedis(pair.replica().url, "INFO", "stats")),
        )?.[1],
      );
    const before = await connected();
    for (const end = performance.now() + 1_500; performance.now() < end; ) {
      await store.find("x").catch(() => {});
    }
    expect((await connected()) - before).toBeLessThan(8);
  });
});

test("a primary that has lost the replicas it was told to have is not gone by", async () => {
  const pair = await startRedisPair([
    "--min-replicas-to-write",
    "1",
    "--min-replicas-max-lag",
    "1",
  ]);
  onTestFinished(pair.stop);
  const store = redisStore(newClient(pair.primary().url));
  const record = testRecord({ userId: "ada" });
  await vi.waitUntil(
    () =>
      store.create(record, null).then(
        () => true,
        () => false,
      ),
    SOON,
  );
  expect(await store.find(record.id)).toEqual(record);
  await pair.cutOff();
  const code = (operation: Promise<unknown>) =>
    operation.then(
      () => "",
      (error: Error) => error.message.split(" ")[0],
    );
  await vi.waitUntil(async () => (await code(store.find(record.id))) === "NOREPLICAS", SOON);
  expect(await code(store.listByUser("ada", 0))).toBe("NOREPLICAS");
  expect(await code(store.revocationsSince(null, 10))).toBe("NOREPLICAS");
  await pair.follow();
  await vi.waitUntil(
    () =>
      store.find(record.id).then(
        () => true,
        () => false,
      ),
    SOON,
  );
});

test("a primary whose disk takes nothing any more can still be read", async () => {
  const folder = temporaryFolder("no-disk");
  onTestFinished(folder.remove);
  const data = join(folder.path, "data");
  mkdirSync(data);
  const redis = await startRedis(["--dir", data, "--save", "3600 1"]);
  onTestFinished(redis.stop);
  const store = redisStore(newClient(redis.url));
  const record = testRecord({ userId: "ada" });
  await store.create(record, null);
  await store.revocationsSince(null, 10);
  rmSync(data, { recursive: true });
  await askRedis(redis.url, "BGSAVE");
  const change = () => store.update(record.id, { data: "{}", ifVersion: 7 });
  const refused = () => change().catch((error: Error) => error.message);
  await vi.waitUntil(async () => /^MISCONF/.test(String(await refused())), SOON);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.find(testRecord().id)).toBeNull();
  expect(await store.listByUser("ada", 0)).toEqual([record]);
  await expect(store.revocationsSince(null, 10)).resolves.toMatchObject({ isLast: true });
});
