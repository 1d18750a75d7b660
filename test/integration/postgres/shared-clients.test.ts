import type { Pool } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { expect, test } from "vitest";
import { endsByItself } from "../../harness/process-exit.ts";
import { testSharedClients } from "../shared-clients.ts";
import { usePostgres } from "./server.ts";

const { postgres, poolOn, run } = usePostgres();

testSharedClients<typeof import("signet-auth/postgres"), Pool>({
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
  // Two connections of the pool, for requests and for polls of the feed; and one for hints.
  most: 3,
});

test("a process with a PostgreSQL store on a URL exits when it has no other work", async () => {
  const opening = `import { postgresStore } from "signet-auth/postgres"; const store = postgresStore(${JSON.stringify(postgres().url)});`;
  await endsByItself(opening, "", import.meta.dirname);
});

test("an operation on an unreachable PostgreSQL URL rejects with its connection error", async () => {
  const store = postgresStore("postgres://signet@127.0.0.1:1/postgres");
  await expect(store.find("x")).rejects.toThrow(/ECONNREFUSED/);
  await store.close();
});
