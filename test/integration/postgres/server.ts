import type { Pool, PoolConfig } from "pg";
import { afterAll, afterEach, beforeAll } from "vitest";
import { poolTo } from "../../harness/pool.ts";
import { type Postgres, startPostgres } from "../../harness/postgres.ts";

export interface Setting {
  readonly postgres: () => Postgres;
  /** Returns the URL of a new, empty schema. */
  readonly newSchema: (settings?: Readonly<Record<string, string>>) => Promise<string>;
  /** Returns the URL of a new database. */
  readonly newDatabase: () => Promise<string>;
  /** Returns a pool that is ended after the test. */
  readonly poolOn: (url: string, config?: PoolConfig) => Pool;
  /** Runs one statement as the owner of the database. */
  readonly run: (sql: string, url?: string) => Promise<unknown[]>;
}

/** Starts a PostgreSQL server for the tests of a file. */
export function usePostgres(): Setting {
  let postgres: Postgres;
  let made = 0;
  const pools: Pool[] = [];

  beforeAll(async () => {
    postgres = await startPostgres(["-c", "max_connections=300"]);
  });
  afterEach(() =>
    Promise.all(pools.splice(0).map((pool) => (pool.ending ? undefined : pool.end()))),
  );
  afterAll(() => postgres?.stop());

  async function run(sql: string, url = postgres.url): Promise<unknown[]> {
    const pool = poolTo(url, { max: 1 });
    try {
      return (await pool.query(sql)).rows;
    } finally {
      await pool.end();
    }
  }

  return {
    postgres: () => postgres,
    run,
    poolOn(url, config = {}) {
      const pool = poolTo(url, config);
      pools.push(pool);
      return pool;
    },
    async newSchema(settings = {}) {
      const schema = `schema_${made++}`;
      await run(`CREATE SCHEMA ${schema}`);
      const all = Object.entries({ search_path: schema, ...settings });
      const options = all.map(([name, value]) => `-c ${name}=${value.replaceAll(" ", "\\ ")}`);
      const url = new URL(postgres.url);
      url.searchParams.set("options", options.join(" "));
      return url.href.replaceAll("+", "%20");
    },
    async newDatabase() {
      const name = `database_${made++}`;
      await run(`CREATE DATABASE ${name}`);
      return Object.assign(new URL(postgres.url), { pathname: name }).href;
    },
  };
}
