import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { feedConformance } from "../testing/feed-conformance.ts";
import { storeConformance } from "../testing/store-conformance.ts";
import { memoryStore } from "./memory/index.ts";
import { sqliteStore } from "./sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-stores-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe("memoryStore", () => {
  storeConformance(async () => memoryStore(), test);
  feedConformance(async () => memoryStore(), test);
});

describe("sqliteStore on disk", () => {
  const makeStore = async () => sqliteStore(join(folder, `${made++}.db`));
  storeConformance(makeStore, test);
  feedConformance(makeStore, test);
});
