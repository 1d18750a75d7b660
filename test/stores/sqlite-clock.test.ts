/** Processes with different clocks on one file. Each store stands for a process. */
import { join } from "node:path";
import { createSignet, hybrid } from "signet-auth";
import { type SqliteStore, sqliteStore } from "signet-auth/sqlite";
import { testRecord } from "signet-auth/testing";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";

const MINUTE = 60_000;
const folder = temporaryFolder("clocks");
afterAll(folder.remove);
afterEach(() => void vi.restoreAllMocks());
let made = 0;
const newPath = () => join(folder.path, `${made++}.db`);

const rightTime = Date.now;
function setClock(off: number): void {
  vi.spyOn(Date, "now").mockImplementation(() => rightTime() + off);
}

/** A server as in a new process: otherwise engines of one process share the view of a store. */
function serverOn(store: SqliteStore) {
  Object.assign(globalThis, { signetAuthFeeds: undefined });
  return createSignet({
    strategy: hybrid({ store, maxStaleness: "1s" }),
    secret: "a-secret-for-tests-of-clocks-0123456789",
    lifetime: { idle: "30d", absolute: "90d" },
  });
}
const host = { host: "localhost" };
const requestWith = (credential: string) => ({ ...host, authorization: `Bearer ${credential}` });

test.each([2 * MINUTE, 10 * MINUTE, 60 * MINUTE])(
  "a revoked session that was created with a clock %i ms ahead is not active on a later server",
  async (ahead) => {
    const path = newPath();
    setClock(ahead);
    const { credential, session } = await serverOn(sqliteStore(path)).signIn(host, {
      userId: "ada",
    });
    setClock(0);
    await serverOn(sqliteStore(path)).sessions.revoke(session.id);
    // Includes times when the first page no longer has the event, and the token still seems young.
    for (const later of [0, 17, 20, 24, 30, 62, 70, 78].map((minutes) => minutes * MINUTE)) {
      setClock(later);
      const server = serverOn(sqliteStore(path));
      await server.read(requestWith(credential));
      const { status } = await server.read(requestWith(credential));
      expect([later, status]).toEqual([later, "rejected"]);
    }
  },
);

test("the time of a SQLite feed page is never far ahead of the common clock", async () => {
  const path = newPath();
  const [fast, right] = [sqliteStore(path), sqliteStore(path)];
  setClock(10 * MINUTE);
  const { time } = await fast.revocationsSince(null, 10);
  setClock(0);
  const shared = (await right.revocationsSince(null, 10)).time;
  expect(Math.abs(time - shared)).toBeLessThan(30_000);
  // The event of an end has a later time than earlier pages, within the 30 seconds of tolerance.
  const record = testRecord({ userId: "ada" });
  await right.create(record, null);
  await right.revoke(record.id);
  const { events } = await right.revocationsSince(null, 10);
  expect(events.at(-1)?.at).toBeGreaterThan(time - 30_000);
});
