import { createSignet, database, type FeedStore, hybrid } from "signet-auth";
import { testRecord } from "signet-auth/testing";
import { expect, test, vi } from "vitest";

/** Longer than a store keeps a connection to a server that is not the primary, plus a reconnect; milliseconds. */
export const SOON = { timeout: 4_000, interval: 50 };

/** A store whose server can stop being the primary. */
export interface Demotion {
  /** The store of the application. */
  readonly store: FeedStore;
  /** Makes another server the primary, and cuts the application's server off. Returns a store on the new primary. */
  readonly demote: () => Promise<FeedStore>;
  /** Leads new connections of the application to the primary. */
  readonly move: () => void;
}

const BOUND = 1_000;
const host = { host: "localhost:3000" };
const secret = "a-secret-for-tests-of-demotion-0123456789";

const strategies = {
  database: { bound: 0, make: (store: FeedStore) => database({ store }) },
  hybrid: {
    bound: BOUND,
    make: (store: FeedStore) => hybrid({ store, maxStaleness: BOUND / 1_000 }),
  },
};

/** Defines the tests that a store trusts only a primary. */
export function testDemotion(begin: () => Promise<Demotion>): void {
  test("a store on a demoted server rejects every read, list, revocation and page of the feed", async () => {
    await expectNoAnswers(await begin());
  });

  test.each(["database", "hybrid"] as const)(
    "on a demoted server %s() makes no reading active, and finds the new primary without a restart",
    async (strategy) => {
      await expectNothingActive(await begin(), strategy);
    },
  );

  test("after a demotion, hints come from the new primary", async () => {
    await expectHintsToMove(await begin());
  });
}

async function expectNoAnswers({ store, demote }: Demotion): Promise<void> {
  const record = testRecord({ userId: "ada" });
  await store.create(record, null);
  const { cursor } = await store.revocationsSince(null, 10);
  await demote();
  for (const [name, operation] of Object.entries(operationsOn(store, record.id, cursor))) {
    const outcome = await operation().then(String, () => "refused");
    expect([name, outcome]).toEqual([name, "refused"]);
  }
}

export async function expectNothingActive(
  { store, demote, move }: Demotion,
  strategy: keyof typeof strategies,
): Promise<void> {
  const { bound, make } = strategies[strategy];
  const signet = createSignet({ strategy: make(store), secret });
  const ended = await signet.signIn(host, { userId: "ada" });
  const kept = await signet.signIn(host, { userId: "ada" });
  const read = async ({ credential }: { readonly credential: string }) =>
    (await signet.read({ ...host, authorization: `Bearer ${credential}` })).status;
  expect(await read(ended)).toBe("active");

  const onPrimary = await demote();
  await onPrimary.revoke(ended.session.id);
  const endedAt = performance.now();
  while (performance.now() - endedAt < 2 * BOUND) {
    const isLate = performance.now() - endedAt > bound;
    const status = await read(ended);
    if (isLate) expect(status).toBe("unavailable");
    expect(status).not.toBe("rejected");
  }
  move();
  await vi.waitUntil(async () => (await read(ended)) === "rejected", SOON);
  await vi.waitUntil(async () => (await read(kept)) === "active", SOON);
  await signet.sessions.revoke(kept.session.id);
  expect(await read(kept)).toBe("rejected");
}

async function expectHintsToMove({ store, demote, move }: Demotion): Promise<void> {
  let hints = 0;
  const leave = store.subscribe(() => hints++);
  await store.revocationsSince(null, 10);
  const onPrimary = await demote();
  expect(await answers(store.revocationsSince(null, 10))).toBe(false);
  move();
  await vi.waitUntil(() => answers(store.find("x")), SOON);
  await vi.waitUntil(() => answers(store.revocationsSince(null, 10)), SOON);
  await vi.waitUntil(async () => {
    const record = testRecord();
    await onPrimary.create(record, null);
    const before = hints;
    await onPrimary.revoke(record.id);
    return vi.waitUntil(() => hints > before, { timeout: 300, interval: 10 }).catch(() => false);
  }, SOON);
  leave();
}

export function answers(operation: Promise<unknown>): Promise<boolean> {
  return operation.then(
    () => true,
    () => false,
  );
}

function operationsOn(
  store: FeedStore,
  id: string,
  cursor: string,
): Readonly<Record<string, () => Promise<unknown>>> {
  const times = { renewedAt: 1_100_000, expiresAt: 3_000_000, ifRenewedAt: 1_000_000 };
  const unknown = testRecord().id;
  return {
    find: () => store.find(id),
    "find what it has not": () => store.find(unknown),
    create: () => store.create(testRecord({ userId: "ada" }), null),
    "create at the limit": () => store.create(testRecord({ userId: "ada" }), 1),
    renew: () => store.renew(id, times),
    "renew what it has not": () => store.renew(unknown, times),
    update: () => store.update(id, { data: "{}", ifVersion: 0 }),
    "update in vain": () => store.update(id, { data: "{}", ifVersion: 7 }),
    revoke: () => store.revoke(id),
    "revoke what it has not": () => store.revoke(unknown),
    list: () => store.listByUser("ada", 0),
    "list nobody's": () => store.listByUser("nobody", 0),
    "end a user's": () => store.revokeByUser("ada", null),
    "end nobody's": () => store.revokeByUser("nobody", null),
    "end everything": () => store.revokeEverything(),
    "the first page": () => store.revocationsSince(null, 10),
    "the next page": () => store.revocationsSince(cursor, 10),
  };
}
