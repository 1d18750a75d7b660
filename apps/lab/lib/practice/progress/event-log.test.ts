import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { type EventLog, eventLog } from "./event-log";
import { anyEvents, DAY, event, MONDAY } from "./fixtures/events";
import { openPracticeDatabase } from "./practice-database";

const folder = mkdtempSync(join(tmpdir(), "lab-practice-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
let path: string;
let log: EventLog;
beforeEach(() => {
  path = join(folder, `${files++}.db`);
  log = eventLog(openPracticeDatabase(path));
});

test("an event is read as it was stored", () => {
  fc.assert(
    fc.property(anyEvents, fc.string(), (events, choice) => {
      const own = `owner-${files++}`;
      const stored = events.map((each) => ({ ...each, owner: own, choice }));
      for (const each of stored) expect(log.append(each)).toBe(true);
      const order = (a: (typeof stored)[0], b: typeof a) => a.at - b.at || (a.id < b.id ? -1 : 1);
      expect(log.list(own)).toEqual(stored.toSorted(order));
    }),
    { numRuns: 20 },
  );
});

test("an event with a repeated id is stored once, as it was first sent", () => {
  const first = event({ passed: true });
  expect(log.append(first)).toBe(true);
  expect(log.append({ ...first, passed: false })).toBe(true);
  expect(log.list("ada")).toEqual([first]);
});

test("an id of one owner does not refuse the same id of another owner", () => {
  const first = event();
  log.append(first);
  log.append({ ...first, owner: "grace" });
  expect(log.list("grace")).toHaveLength(1);
});

test("an owner with the most events gets no more, and other owners still do", () => {
  const small = eventLog(openPracticeDatabase(path), 2);
  const [first, second] = [event(), event()];
  expect([first, second, event()].map(small.append)).toEqual([true, true, false]);
  expect(small.append(second)).toBe(true);
  expect(small.append(event({ owner: "grace" }))).toBe(true);
  expect(small.list("ada")).toEqual([first, second]);
});

test("the events of a guest move to an account, and a common event stays once", () => {
  const [common, ofGuest, ofAda] = [event(), event(), event()];
  for (const each of [common, ofGuest]) log.append({ ...each, owner: "guest_1" });
  for (const each of [common, ofAda]) log.append(each);
  log.move("guest_1", "ada");
  expect(log.list("guest_1")).toEqual([]);
  expect(log.list("ada")).toEqual([common, ofGuest, ofAda]);
});

test("an event that a second tab sends as a guest after the sign-in belongs to the account", () => {
  log.append(event({ owner: "guest_1" }));
  log.move("guest_1", "ada");
  log.append(event({ owner: "guest_1" }));
  expect(log.list("guest_1")).toEqual([]);
  expect(log.list("ada")).toHaveLength(2);
});

test("the events of a guest move only once", () => {
  log.append(event({ owner: "guest_1" }));
  log.move("guest_1", "ada");
  log.move("guest_1", "grace");
  log.append(event({ owner: "guest_1" }));
  expect(log.list("ada")).toHaveLength(2);
  expect(log.list("grace")).toEqual([]);
});

test("deletion removes the events of one owner only", () => {
  for (const owner of ["ada", "ada", "grace"]) log.append(event({ owner }));
  expect(log.remove("ada")).toBe(2);
  expect(log.remove("ada")).toBe(0);
  expect(log.list("ada")).toEqual([]);
  expect(log.list("grace")).toHaveLength(1);
});

test("only the events of guests without a recent event are removed with the old guests", () => {
  const add = (owner: string, ...times: number[]) => {
    for (const at of times) log.append(event({ owner, at }));
  };
  add("guest_old", MONDAY - 2 * DAY, MONDAY - DAY);
  add("guest_new", MONDAY - 2 * DAY, MONDAY);
  add("ada", MONDAY - 2 * DAY);
  add("guesu", MONDAY - 2 * DAY);
  log.removeOldGuests("guest_", MONDAY);
  const left = ["guest_old", "guest_new", "ada", "guesu"].map((owner) => log.list(owner).length);
  expect(left).toEqual([0, 2, 1, 1]);
});

test("two servers on one file lose no event", () => {
  const other = eventLog(openPracticeDatabase(path));
  for (let each = 0; each < 15; each++) {
    log.append(event());
    other.append(event());
  }
  expect(log.list("ada")).toHaveLength(30);
  expect(other.list("ada")).toHaveLength(30);
});

test("the events outlive the process, and only the owner of the file can read it", () => {
  const stored = event();
  log.append(stored);
  expect(eventLog(openPracticeDatabase(path)).list("ada")).toEqual([stored]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
