import { createCluster } from "redis";
import { type Store, userTag } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
import { startSlotMigration } from "../../harness/slot-migration.ts";

const FAR = Date.now() + 3_600_000;
const SESSIONS = 3;
const USERS = 3;
/** The number of migrations of each user's slot. */
const MOVES = 3;

let cluster: RedisCluster;
let client: ReturnType<typeof createCluster>;
let store: Store;
beforeAll(async () => {
  cluster = await startRedisCluster();
  client = createCluster({ rootNodes: [...cluster.rootNodes] });
  store = redisStore(client);
});
afterAll(async () => {
  client?.destroy();
  await cluster?.stop();
});

const sessionOf = (userId: string) => testRecord({ userId, expiresAt: FAR });
const migrationOf = (userId: string) => startSlotMigration(cluster, `{${userTag(userId)}}`);
const isIndex = (key: string) => key.includes(":u:");

async function idsListed(userId: string): Promise<string[]> {
  return (await store.listByUser(userId, 0)).map(({ id }) => id).sort();
}

const idsFound = (ids: readonly string[]) => idsFoundIn(store, ids);

async function idsFoundIn(where: Store, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => where.find(id)));
  return found.flatMap((one) => (one === null ? [] : one.id)).sort();
}

/** Returns the result of an operation, or "unavailable" when it rejects. */
async function outcomeOf(operation: () => Promise<unknown>): Promise<unknown> {
  try {
    return await operation();
  } catch {
    return "unavailable";
  }
}

/** Each operation, with the number of sessions that are left when it succeeds. */
const operations: Record<
  string,
  (userId: string, ids: readonly string[]) => { run: () => Promise<unknown>; left: number }
> = {
  list: (userId) => ({ run: async () => (await idsListed(userId)).length, left: SESSIONS }),
  "ending one": (_, [id = ""]) => ({ run: () => store.revoke(id), left: SESSIONS - 1 }),
  "ending all": (userId) => ({ run: () => store.revokeByUser(userId, null), left: 0 }),
  "ending the others": (userId, [id = ""]) => ({
    run: () => store.revokeByUser(userId, id),
    left: 1,
  }),
  "a sign-in at the limit": (userId) => ({
    run: () => store.create(sessionOf(userId), 1),
    left: 0,
  }),
  "a renewal": (_, [id = ""]) => ({
    run: () =>
      store.renew(id, { renewedAt: 1_000_001, expiresAt: FAR + 1, ifRenewedAt: 1_000_000 }),
    left: SESSIONS,
  }),
};
const said: Record<string, unknown> = {
  list: SESSIONS,
  "ending one": true,
  "ending all": SESSIONS,
  "ending the others": SESSIONS - 1,
  "a sign-in at the limit": SESSIONS,
  "a renewal": true,
};

test.each(["first", "last"])(
  "while a slot moves, with its index %s, an operation is done completely or rejects",
  async (place) => {
    let user = 0;
    for (const [name, prepare] of Object.entries(operations)) {
      for (let moved = 1; moved <= SESSIONS; moved++) {
        const userId = `${place}-${user++}`;
        const records = Array.from({ length: SESSIONS }, () => sessionOf(userId));
        for (const record of records) await store.create(record, null);
        const ids = records.map(({ id }) => id).sort();
        const migration = await migrationOf(userId);
        const keys = await migration.keys();
        const [index, others] = [keys.filter(isIndex), keys.filter((key) => !isIndex(key))];
        const order = place === "first" ? [...index, ...others] : [...others, ...index];
        await migration.move(order.slice(0, moved));
        expect(await idsFound(ids)).toEqual(ids);

        const { run, left } = prepare(userId, ids);
        const outcome = await outcomeOf(run);
        await migration.finish();
        const found = await idsFound(ids);
        const context = { name, moved, outcome };
        // Ending one session must work during the whole migration.
        if (name === "ending one" || outcome !== "unavailable") {
          expect({ ...context, outcome, left: found.length }).toEqual({
            ...context,
            outcome: said[name],
            left,
          });
        }
        const listed = (await idsListed(userId)).filter((id) => ids.includes(id));
        expect({ ...context, listed }).toEqual({ ...context, listed: found });
      }
    }
  },
);

test.each([0, 1])(
  "while slots move under load, no session is lost and ended sessions stay ended, with replicas: %i",
  async (replicas) => {
    const kept = redisStore(client, { prefix: `load${replicas}:`, replicas });
    const users = Array.from({ length: USERS }, (_, at) => `load-${at}`);
    const ended: string[] = [];
    const live: string[] = [];
    let isMoving = true;
    const counts = { done: 0, unavailable: 0 };

    async function attempt<T>(operation: Promise<T>): Promise<T | "unavailable"> {
      try {
        const answer = await operation;
        counts.done++;
        return answer;
      } catch {
        counts.unavailable++;
        return "unavailable";
      }
    }
    async function work(userId: string): Promise<void> {
      while (isMoving) {
        const record = sessionOf(userId);
        if ((await attempt(kept.create(record, null))) === "unavailable") continue;
        expect(await kept.find(record.id)).toEqual(record);
        const update = await attempt(kept.update(record.id, { data: "{}", ifVersion: 0 }));
        if (update !== "unavailable") expect(update).toBe(true);
        expect(await kept.find(record.id)).not.toBeNull();
        const end = await attempt(kept.revoke(record.id));
        if (end === "unavailable") continue;
        expect(end).toBe(true);
        ended.push(record.id);
        const next = sessionOf(userId);
        if ((await attempt(kept.create(next, null))) !== "unavailable") live.push(next.id);
      }
    }

    const working = users.map(work);
    for (let round = 0; round < MOVES; round++) {
      for (const userId of users) await (await migrationOf(userId)).finish();
    }
    isMoving = false;
    await Promise.all(working);
    expect(await idsFoundIn(kept, ended)).toEqual([]);
    expect(await idsFoundIn(kept, live)).toEqual(live.sort());
    expect(counts.done).toBeGreaterThan(MOVES * USERS);
  },
);

test("while the slot of the feed moves between servers, no event is lost", async () => {
  const kept = redisStore(client, { prefix: "feed-moves:" });
  let isMoving = true;
  const ended: string[] = [];
  const published = new Set<string>();
  let cursor: string | null = null;
  let gaps = 0;

  async function end(): Promise<void> {
    const record = sessionOf("ada");
    await kept.create(record, null);
    if ((await outcomeOf(() => kept.revoke(record.id))) === true) ended.push(record.id);
  }
  async function look(): Promise<void> {
    const page = await kept.revocationsSince(cursor, 10_000);
    if (page.isGap) {
      gaps++;
      published.clear();
    }
    for (const { sessionId } of page.events) published.add(sessionId);
    cursor = page.cursor;
  }

  await end();
  await look();
  const ending = (async () => {
    while (isMoving) await end();
  })();
  const looking = (async () => {
    while (isMoving) await outcomeOf(look);
  })();
  for (let round = 0; round < MOVES; round++) {
    const migration = await startSlotMigration(cluster, "{feed}");
    const keys = await migration.keys();
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) {
      await migration.move([key]);
      await vi.waitFor(end, 5_000);
    }
    await migration.finish();
    await vi.waitFor(look, 5_000);
  }
  isMoving = false;
  await Promise.all([ending, looking]);
  await look();
  expect(ended.length).toBeGreaterThan(MOVES * 2);
  expect(gaps).toBeGreaterThanOrEqual(MOVES);
  for (const id of ended) expect(published).toContain(id);
});
