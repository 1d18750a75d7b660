import { migratePostgresLimiter, postgresAccounts, postgresLimiter } from "signet-auth/postgres";
import { describe, expect, test, vi } from "vitest";
import { limiterCases } from "../../harness/limiter-cases.ts";
import { usePostgres } from "./server.ts";

const { newSchema, poolOn, run } = usePostgres();

describe("postgresLimiter", () => {
  limiterCases(async () => postgresLimiter(poolOn(await newSchema())));
});

describe("postgresLimiter with serializable transactions", () => {
  limiterCases(async () =>
    postgresLimiter(poolOn(await newSchema({ default_transaction_isolation: "serializable" }))),
  );
});

test("R2: servers that share a PostgreSQL database share the counts, and accounts share the pool", async () => {
  const url = await newSchema();
  const limit = { name: "shared", attempts: 4, within: 60 };
  const limiters = [postgresLimiter(url), postgresLimiter(poolOn(url)), postgresLimiter(url)];
  const all = limiters.flatMap((limiter) => [1, 2, 3].map(() => limiter.consume(limit, "ada")));
  expect((await Promise.all(all)).filter(({ allowed }) => allowed)).toHaveLength(4);
  const accounts = postgresAccounts(url);
  expect(await accounts.users.find("x")).toBeNull();
  await Promise.all([...limiters, accounts].map((each) => each.close()));
});

test("R7: the table of limits holds no addresses of users", async () => {
  const url = await newSchema();
  const pool = poolOn(url);
  await migratePostgresLimiter(pool);
  const limiter = postgresLimiter(pool);
  await limiter.consume({ name: "n", attempts: 1, within: 60 }, "ada@example.com");
  const rows = await run("SELECT key, points FROM signet_limits", url);
  expect(rows).toEqual([{ key: expect.stringMatching(/^n:[\w-]{43}$/), points: 1 }]);
});

test("R5: without an answer of PostgreSQL the process counts itself, and says so once", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const limiter = postgresLimiter("postgresql://127.0.0.1:9/none");
  const limit = { name: "out", attempts: 2, within: 60 };
  const results = await Promise.all([1, 2, 3].map(() => limiter.consume(limit, "ada")));
  expect(results.filter(({ allowed }) => allowed)).toHaveLength(2);
  await limiter.reset(limit, "ada");
  expect((await limiter.consume(limit, "ada")).allowed).toBe(true);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(
    /postgresLimiter\(\) did not answer.*each process counts/,
  );
  warn.mockRestore();
});
