import { createCluster } from "redis";
import { type Store, userTag } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
import { startSlotMigration } from "../../harness/slot-migration.ts";

const FAR = Date.now() + 3_600_000;
const SESSIONS = 3;

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

async function idsFound(ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => store.find(id)));
  return found.flatMap((one) => (one === null ? [] : one.id)).sort();
}

/** What an operation says, or that it could not tell. */
async function outcomeOf(operation: () => Promise<unknown>): Promise<unknown> {
  try {
    return await operation();
  } catch {
    return "unavailable";
  }
}

/** Each operation with what it has to have done when it does not reject. */
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
  "while a slot moves, with its index %s, an operation is done whole or says that it is not",
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
        // Signing out works all the while.
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
