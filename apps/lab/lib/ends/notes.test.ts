import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KEPT_FOR } from "./notes";
import { notesInSqlite } from "./notes-in-sqlite";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a note is found until it is dropped, and the newest counts", async () => {
  const database = new DatabaseSync(":memory:");
  const [notes, ofAnotherModule] = [notesInSqlite(() => database), notesInSqlite(() => database)];
  expect(await notes.find("a")).toBeNull();
  await notes.put("a", "first");
  await ofAnotherModule.put("a", "second");
  expect(await notes.find("a")).toBe("second");
  await notes.drop("a");
  expect(await notes.find("a")).toBeNull();
});

test("notes go when no browser can hold a cookie of that session any more", async () => {
  const database = new DatabaseSync(":memory:");
  const notes = notesInSqlite(() => database);
  await notes.put("a", "text");
  vi.advanceTimersByTime(KEPT_FOR * 1_000 - 1);
  await notes.put("b", "text");
  expect(await notes.find("a")).toBe("text");
  vi.advanceTimersByTime(2);
  await notes.put("c", "text");
  expect(await notes.find("a")).toBeNull();
  expect(await notes.find("b")).toBe("text");
});
