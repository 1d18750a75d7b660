import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { poolTo } from "../../harness/pool.ts";
import { startPostgres } from "../../harness/postgres.ts";

test("startPostgres() starts an empty PostgreSQL that stores values", async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("create table kept (word text)");
  await client.query("insert into kept values ($1)", ["value"]);
  const { rows } = await client.query("select word from kept");
  expect(rows).toEqual([{ word: "value" }]);
  await client.end();
});

test("a durable PostgreSQL that is killed repeatedly under load keeps every acknowledged write", async () => {
  const postgres = await startPostgres([], { durable: true });
  onTestFinished(postgres.stop);
  const pool = poolTo(postgres.url);
  onTestFinished(() => pool.end());
  const { rows } = await pool.query("select current_setting('fsync') as fsync");
  expect(rows).toEqual([{ fsync: "on" }]);
  await pool.query("create table kept (round int)");
  for (let round = 0; round < 20; round++) {
    // A worker that waits notices the end of the server; a worker that computes does not.
    const busy = pool.query("select count(*) from generate_series(1, 100000000)");
    await pool.query("insert into kept values ($1)", [round]);
    await postgres.kill();
    await expect(busy).rejects.toThrow();
    await postgres.start();
    const { rowCount } = await pool.query("select from kept");
    expect(rowCount).toBe(round + 1);
  }
});
