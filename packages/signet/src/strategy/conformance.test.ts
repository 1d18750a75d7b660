import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { memoryStore } from "../store/memory/index.ts";
import { sqliteStore } from "../store/sqlite/index.ts";
import { strategyConformance } from "../testing/strategy-conformance.ts";
import { database } from "./database.ts";
import { hybrid } from "./hybrid/index.ts";
import { jwt } from "./jwt.ts";
import { sealed } from "./sealed.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-strategies-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe("jwt()", () => {
  strategyConformance(async () => jwt(), test);
});

describe("sealed()", () => {
  strategyConformance(async () => sealed(), test);
});

describe("database() on memoryStore", () => {
  strategyConformance(async () => database({ store: memoryStore() }), test);
});

describe("database() on sqliteStore", () => {
  strategyConformance(
    async () => database({ store: sqliteStore(join(folder, `${made++}.db`)) }),
    test,
  );
});

describe("hybrid() on memoryStore", () => {
  strategyConformance(async () => hybrid({ store: memoryStore() }), test);
});

describe("hybrid() on sqliteStore", () => {
  strategyConformance(
    async () => hybrid({ store: sqliteStore(join(folder, `${made++}.db`)) }),
    test,
  );
});
