import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { memoryStore, type SessionRecord, type Store } from "signet-auth";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../harness/folder.ts";
import { mix } from "../app/mix.ts";
import { readHistory, recorded } from "./log.ts";
import { judge } from "./verdict.ts";

const folder = temporaryFolder("history");
afterAll(folder.remove);

/** How long a wrong store leaves between its read and its write, so that other calls fall in between. */
const RACE_MS = 5;

/** Runs the work of two processes on a store, and checks its history. */
async function verdictOn(name: string, store: Store) {
  const logs = [1, 2].map((number) => join(folder.path, `${name}-${number}.log`));
  await Promise.all(
    logs.map((log, at) =>
      mix(recorded(store, log), { kind: "mix", name, seed: at, operations: 1_000, underWay: 4 }),
    ),
  );
  return judge(readHistory(logs));
}

test("the recorded history of concurrent calls on memoryStore() is linearizable", async () => {
  const verdict = await verdictOn("right", memoryStore());
  expect(verdict).toMatchObject({ operations: 2_000, unanswered: 0, violations: [] });
});

test("the linearizability check finds a store that answers from a cache", async () => {
  const store = memoryStore();
  const cache = new Map<string, SessionRecord | null>();
  const find = async (id: string) => {
    const found = cache.get(id) ?? (await store.find(id));
    cache.set(id, found);
    return found;
  };
  expect((await verdictOn("cache", { ...store, find })).violations).not.toEqual([]);
});

test("the linearizability check finds a store whose update reads before it writes", async () => {
  const store = memoryStore();
  const update: Store["update"] = async (id, change) => {
    const before = await store.find(id);
    await delay(RACE_MS);
    const { version } = (await store.find(id)) ?? {};
    if (before?.version !== change.ifVersion || version === undefined) return false;
    return store.update(id, { ...change, ifVersion: version });
  };
  expect((await verdictOn("late", { ...store, update })).violations).not.toEqual([]);
});

test("the linearizability check finds a store that ends one session too many at the limit", async () => {
  const store = memoryStore();
  const create: Store["create"] = (record, most, replacing) =>
    store.create(record, most && Math.max(1, most - 1), replacing);
  expect((await verdictOn("limit", { ...store, create })).violations).not.toEqual([]);
});

test("the linearizability check finds a store that begins an ended session again", async () => {
  const store = memoryStore();
  const adopt: Store["adopt"] = async (adoption) => {
    const adopted = await store.adopt(adoption);
    if (adopted !== null || !adoption.mayBegin) return adopted;
    await store.create(adoption.record, null);
    return { record: adoption.record, isNew: true };
  };
  expect((await verdictOn("again", { ...store, adopt })).violations).not.toEqual([]);
});

test("the linearizability check finds a store that checks bars before it begins a session", async () => {
  const store = memoryStore();
  const adopt: Store["adopt"] = async (adoption) => {
    const found = await store.findToAdopt(adoption.record);
    await delay(RACE_MS);
    if (found !== null || !adoption.mayBegin) return store.adopt(adoption);
    await store.create(adoption.record, null).catch(() => null);
    return { record: adoption.record, isNew: true };
  };
  expect((await verdictOn("looks", { ...store, adopt })).violations).not.toEqual([]);
});
