import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  type Database,
  isStored,
  memoryDatabase,
  renewed,
  rolloutOf,
  sessionsOf,
  signedIn,
  titleOf,
} from "../../../fixtures/accept.ts";
import { endCasesOf } from "../../../fixtures/accept-ends.ts";
import { type SqliteStore, sqliteStore } from "../../store/sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-accept-"));
const opened: SqliteStore[] = [];
let files = 0;

/** Creates a database file. Every server opens the file itself. */
function sqliteDatabase(): Database {
  const path = join(folder, `${files++}.db`);
  return () => {
    const store = sqliteStore(path);
    opened.push(store);
    return store;
  };
}

afterAll(() => {
  for (const store of opened) store.close();
  rmSync(folder, { recursive: true });
});

const databases = [
  ["in memory", memoryDatabase],
  ["in SQLite", sqliteDatabase],
] as const;
const toStores = changes.filter(({ to }) => isStored(to));

describe.each(databases)("%s", (_, newDatabase) => {
  describe.each(toStores.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
    test.each(endCasesOf(change).map((endCase) => [endCase.name, endCase] as const))(
      "%s ends a session for good, before and after its move",
      async (_, { on, end, remaining }) => {
        const rollout = rolloutOf(change, newDatabase);
        const [first, mover, reader] = [rollout.before(), rollout.after(), rollout.after()];
        const ending = rollout[on]();
        for (const isMoved of [true, false]) {
          // A server with the former strategy has no access to the store of a moved session.
          if (isMoved && on === "before" && change.stores === "two stores") continue;
          rollout.clock.advance(2_000);
          const user = await signedIn(first, `user-${isMoved}`);
          const old = user.browser.headers();
          const response = isMoved ? await renewed(mover, old) : [];
          await end(ending, user);
          for (const server of [mover, reader]) {
            for (const request of [old, browserWith(response).headers()]) {
              const { status } = await server.read(request, { fresh: true });
              expect(status).not.toBe("active");
              expect(await renewed(server, request)).toEqual([]);
            }
            expect(await sessionsOf(server).list(user.userId)).toHaveLength(remaining);
          }
          // The former credential stays refused until it would have expired.
          rollout.clock.advance(6 * 86_400_000);
          expect(await renewed(reader, old)).toEqual([]);
          expect((await reader.read(old, { fresh: true })).status).not.toBe("active");
        }
      },
    );
  });
});
