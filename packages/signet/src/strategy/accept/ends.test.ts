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
  named,
  renewed,
  sessionsOf,
  signedIn,
  worldOf,
} from "../../../fixtures/accept.ts";
import { endsOf } from "../../../fixtures/accept-ends.ts";
import { type SqliteStore, sqliteStore } from "../../store/sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-accept-"));
const opened: SqliteStore[] = [];
let files = 0;

/** A file, which every server opens for itself. */
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
  describe.each(toStores.map((change) => [named(change), change] as const))("%s", (_, change) => {
    test.each(endsOf(change).map((end) => [end.how, end] as const))(
      "%s ends a session for good, before it is moved and after",
      async (_, { on, end, leaves }) => {
        const world = worldOf(change, newDatabase);
        const [first, mover, reader] = [world.before(), world.after(), world.after()];
        const ending = world[on]();
        for (const isMoved of [true, false]) {
          // Where a session was moved to, a server of before does not know.
          if (isMoved && on === "before" && change.stores === "two stores") continue;
          world.clock.advance(2_000);
          const user = await signedIn(first, `user-${isMoved}`);
          const old = user.browser.headers();
          const answer = isMoved ? await renewed(mover, old) : [];
          await end(ending, user);
          for (const server of [mover, reader]) {
            for (const request of [old, browserWith(answer).headers()]) {
              const { status } = await server.read(request, { fresh: true });
              expect(status).not.toBe("active");
              expect(await renewed(server, request)).toEqual([]);
            }
            expect(await sessionsOf(server).list(user.userId)).toHaveLength(leaves);
          }
          // However often the old credential is tried: until it would have ended by itself.
          world.clock.advance(6 * 86_400_000);
          expect(await renewed(reader, old)).toEqual([]);
          expect((await reader.read(old, { fresh: true })).status).not.toBe("active");
        }
      },
    );
  });
});
