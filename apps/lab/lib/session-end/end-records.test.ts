import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RECORD_LIFETIME } from "./end-records";
import { endRecordsInSqlite } from "./end-records-in-sqlite";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the newest record of a session is found until it is removed", async () => {
  const database = new DatabaseSync(":memory:");
  const [records, ofOtherModule] = [
    endRecordsInSqlite(() => database),
    endRecordsInSqlite(() => database),
  ];
  expect(await records.find("a")).toBeNull();
  await records.put("a", "first");
  await ofOtherModule.put("a", "second");
  expect(await records.find("a")).toBe("second");
  await records.remove("a");
  expect(await records.find("a")).toBeNull();
});

test("a record is removed when no browser can still have a cookie of its session", async () => {
  const database = new DatabaseSync(":memory:");
  const records = endRecordsInSqlite(() => database);
  await records.put("a", "text");
  vi.advanceTimersByTime(RECORD_LIFETIME * 1_000 - 1);
  await records.put("b", "text");
  expect(await records.find("a")).toBe("text");
  vi.advanceTimersByTime(2);
  await records.put("c", "text");
  expect(await records.find("a")).toBeNull();
  expect(await records.find("b")).toBe("text");
});
