import { join } from "node:path";
import { afterAll, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";
import { endsByItself } from "../harness/process-exit.ts";

const folder = temporaryFolder("alive");
afterAll(folder.remove);

test("a process that follows the feed of a SQLite store exits when it has no other work", async () => {
  const path = JSON.stringify(join(folder.path, "sessions.db"));
  const opening = `import { sqliteStore } from "signet-auth/sqlite"; const store = sqliteStore(${path});`;
  await endsByItself(opening, "", import.meta.dirname);
});
