import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { memoryStore } from "../store/memory.ts";
import { sqliteStore } from "../store/sqlite/index.ts";
import { strategySuite } from "../testing/strategy-suite.ts";
import { database } from "./database.ts";
import { jwt } from "./jwt.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-strategies-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe("jwt()", () => {
  strategySuite({ test, makeStrategy: async () => jwt() });
});

describe("database() on memoryStore", () => {
  strategySuite({ test, makeStrategy: async () => database({ store: memoryStore() }) });
});

describe("database() on sqliteStore", () => {
  strategySuite({
    test,
    makeStrategy: async () => database({ store: sqliteStore(join(folder, `${made++}.db`)) }),
  });
});
