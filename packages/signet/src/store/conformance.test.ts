import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { storeConformance } from "../testing/store-conformance.ts";
import { memoryStore } from "./memory.ts";
import { sqliteStore } from "./sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-stores-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe("memoryStore", () => {
  storeConformance(async () => memoryStore(), test);
});

describe("sqliteStore on disk", () => {
  storeConformance(async () => sqliteStore(join(folder, `${made++}.db`)), test);
});
