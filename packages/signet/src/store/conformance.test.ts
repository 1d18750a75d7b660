import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { storeSuite } from "../testing/store-suite.ts";
import { memoryStore } from "./memory.ts";
import { sqliteStore } from "./sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-stores-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe("memoryStore", () => {
  storeSuite({ test, makeStore: async () => memoryStore() });
});

describe("sqliteStore on disk", () => {
  storeSuite({ test, makeStore: async () => sqliteStore(join(folder, `${made++}.db`)) });
});
