import type { Pool } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { expect, test } from "vitest";
import { endsByItself } from "../../harness/process-exit.ts";
import { openedOnce } from "../opened-once.ts";
import { onePostgres } from "./setting.ts";

const { postgres, poolOn, run } = onePostgres();

openedOnce<typeof import("signet-auth/postgres"), Pool>({
  entry: "store/postgres/index.js",
  makeAt: (library, url) => library.postgresStore(url),
  makeOn: (library, pool) => library.postgresStore(pool),
  url: () => postgres().url,
  newClient: () => poolOn(postgres().url, { max: 1 }),
  async connections() {
    const others = "backend_type = 'client backend' AND pid <> pg_backend_pid()";
    const [row] = await run(`SELECT count(*)::int AS open FROM pg_stat_activity WHERE ${others}`);
    return Object(row).open;
  },
  // A pool that was asked for one thing after the other, by requests and by what follows the feed; and hints.
  most: 3,
});

test("a process with a store on a URL ends when it has nothing else to do", async () => {
  const opening = `import { postgresStore } from "signet-auth/postgres"; const store = postgresStore(${JSON.stringify(postgres().url)});`;
  await endsByItself(opening, "", import.meta.dirname);
});

test("a database that is not there is an error of the operation", async () => {
  const store = postgresStore("postgres://signet@127.0.0.1:1/postgres");
  await expect(store.find("x")).rejects.toThrow(/ECONNREFUSED/);
  await store.close();
});
