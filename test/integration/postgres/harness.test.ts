import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Postgres, startPostgres } from "../../harness/postgres.ts";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

test("a PostgreSQL of the test's own keeps what it is given", async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("create table kept (word text)");
  await client.query("insert into kept values ($1)", ["value"]);
  const { rows } = await client.query("select word from kept");
  expect(rows).toEqual([{ word: "value" }]);
  await client.end();
});
