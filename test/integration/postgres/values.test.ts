import { types } from "pg";
import { migratePostgres, postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { expect, test, vi } from "vitest";
import { usePostgres } from "./server.ts";

const { newSchema, poolOn, run } = usePostgres();

const LATEST = 8_640_000_000_000_000;

test.each(["a\u0000b", "half \ud83d a pair"])(
  "text that PostgreSQL cannot store is found nowhere, and every write of it rejects: %j",
  async (text) => {
    const url = await newSchema();
    const store = postgresStore(poolOn(url));
    const record = testRecord();
    await store.create(record, null);
    expect(await store.find(text)).toBeNull();
    const refusal = /well-formed text without U\+0000/;
    for (const member of ["id", "userId", "data", "deviceLabel", "userAgent", "ip"]) {
      await expect(store.create(testRecord({ [member]: text }), 1)).rejects.toThrow(refusal);
    }
    const renewal = { renewedAt: 2, expiresAt: 3, ifRenewedAt: 1 };
    await expect(store.renew(text, renewal)).rejects.toThrow(refusal);
    await expect(store.update(record.id, { data: text, ifVersion: 0 })).rejects.toThrow(refusal);
    await expect(store.revoke(text)).rejects.toThrow(refusal);
    await expect(store.listByUser(text, 0)).rejects.toThrow(refusal);
    await expect(store.revokeByUser(text, null)).rejects.toThrow(refusal);
    await expect(store.revokeByUser(record.userId, text)).rejects.toThrow(refusal);
    expect(await run("SELECT count(*)::int AS n FROM signet_sessions", url)).toEqual([{ n: 1 }]);
    expect(await store.find(record.id)).toEqual(record);
  },
);

test("PostgreSQL returns large and extreme values unchanged", async () => {
  const store = postgresStore(poolOn(await newSchema()));
  const record = testRecord({
    userId: "\u{10FFFF}\u0001'\\".repeat(100),
    data: JSON.stringify({ text: "\u0000 and ü\u{1F600}".repeat(50_000) }),
    userAgent: "",
    version: 2_147_483_647,
    createdAt: -LATEST,
    authenticatedAt: 0,
    renewedAt: LATEST,
    expiresAt: Number.MAX_SAFE_INTEGER,
  });
  await store.create(record, null);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.listByUser(record.userId, 0)).toEqual([record]);
});

test("postgresStore() rejects a time that is not an integer", async () => {
  const store = postgresStore(poolOn(await newSchema()));
  for (const expiresAt of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21]) {
    await expect(store.create(testRecord({ expiresAt }), null)).rejects.toThrow(/bigint/);
  }
});

test.each([
  ["numbers", Number],
  ["BigInt", BigInt],
])("postgresStore() reads from a pool that parses bigint as %s", async (_name, parse) => {
  const getTypeParser: typeof types.getTypeParser = (oid, format) =>
    oid === types.builtins.INT8 ? parse : types.getTypeParser(oid, format);
  const store = postgresStore(poolOn(await newSchema(), { types: { getTypeParser } }));
  const record = testRecord();
  await store.create(record, null);
  expect(await store.find(record.id)).toEqual(record);
});

test("listByUser() of PostgreSQL returns the newest first, and equally old sessions by the bytes of their ids", async () => {
  const store = postgresStore(poolOn(await newSchema()));
  const ids = ["b", "a", "B", "_", "é", "z", "-"];
  for (const id of ids) await store.create(testRecord({ id, userId: "ada" }), null);
  await store.create(testRecord({ id: "newest", userId: "ada", createdAt: 1_000_001 }), null);
  const listed = await store.listByUser("ada", 0);
  expect(listed.map(({ id }) => id)).toEqual(["newest", "-", "B", "_", "a", "b", "z", "é"]);
});

test("each create() in PostgreSQL deletes a few expired sessions", async () => {
  const url = await newSchema();
  const store = postgresStore(poolOn(url));
  for (let made = 0; made < 40; made++) {
    await store.create(testRecord({ expiresAt: 1_100_000 }), null);
  }
  const left = async () => {
    const [row] = await run("SELECT count(*)::int AS n FROM signet_sessions", url);
    return Object(row).n;
  };
  await store.create(testRecord({ createdAt: 1_200_000 }), null);
  expect(await left()).toBe(33);
  for (let more = 0; more < 4; more++) {
    await store.create(testRecord({ createdAt: 1_200_000 }), null);
  }
  expect(await left()).toBe(5);
});

test("every operation of postgresStore() uses an index", async () => {
  const url = await newSchema();
  const maker = poolOn(url);
  await migratePostgres(maker);
  await maker.end();
  await run(
    `INSERT INTO signet_sessions
     SELECT 'id' || n, '\\x00', 'user' || n, '{}', 0, n, n, n, n FROM generate_series(1, 20000) AS n;
     ANALYZE signet_sessions`,
    url,
  );
  // The creation of an index scans the whole table.
  const { whole } = await vi.waitFor(async () => {
    const scans = await scansOf(url);
    expect(scans.whole).toBeGreaterThan(0);
    return scans;
  });

  const pool = poolOn(url, { max: 1 });
  const store = postgresStore(pool);
  await store.create(testRecord({ userId: "user7", createdAt: 10, expiresAt: 50_000 }), 1);
  await store.find("id100");
  await store.renew("id100", { renewedAt: 101, expiresAt: 40_000, ifRenewedAt: 100 });
  await store.update("id100", { data: "[]", ifVersion: 0 });
  await store.listByUser("user100", 0);
  await store.revoke("id100");
  await store.revokeByUser("user200", null);
  expect(await store.purgeExpired(300, 20)).toBe(20);
  await pool.end();
  const after = await vi.waitFor(async () => {
    const scans = await scansOf(url);
    expect(scans.byIndex).toBeGreaterThan(8);
    return scans;
  });
  expect(after.whole).toBe(whole);
});

/** Returns the numbers of table scans. The server counts those of a connection after its end. */
async function scansOf(url: string): Promise<{ whole: number; byIndex: number }> {
  const [row] = await run(
    `SELECT seq_scan AS whole, idx_scan AS "byIndex" FROM pg_stat_user_tables
     WHERE relid = 'signet_sessions'::regclass`,
    url,
  );
  const { whole, byIndex } = Object(row);
  return { whole: Number(whole), byIndex: Number(byIndex) };
}

test("postgresStore() rejects an invalid pool and invalid options with an error", async () => {
  const pool = poolOn(await newSchema());
  // @ts-expect-error: no pool, and no text
  expect(() => postgresStore({ url: "postgres://localhost" })).toThrow(/take a Pool of pg/);
  // @ts-expect-error: no such option
  expect(() => postgresStore(pool, { prepared: true })).toThrow(
    /prepared is not an option of postgresStore/,
  );
  // @ts-expect-error: not true or false
  expect(() => postgresStore(pool, { prepare: undefined })).toThrow(
    /prepare is present but undefined/,
  );
});
