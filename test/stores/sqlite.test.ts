import { join } from "node:path";
import fc from "fast-check";
import { sqliteStore } from "signet-auth/sqlite";
import { afterAll, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";
import { agreesWithMemory, steps } from "./model.ts";

const folder = temporaryFolder("model");
afterAll(folder.remove);

test("memory and SQLite agree on every outcome of any sequence of operations", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      const store = sqliteStore(join(folder.path, `${runs++}.db`));
      try {
        await agreesWithMemory(store, sequence);
      } finally {
        store.close();
      }
    }),
    { numRuns: 150 },
  );
});
