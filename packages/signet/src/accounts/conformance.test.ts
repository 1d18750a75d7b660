import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { z } from "zod";
import { accountsConformance } from "../testing/accounts-conformance.ts";
import { memoryAccounts } from "./memory/index.ts";
import { sqliteAccounts } from "./sqlite/accounts.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-accounts-"));
let made = 0;
const newPath = () => join(folder, `${made++}.db`);

afterAll(() => rmSync(folder, { recursive: true }));

describe("memoryAccounts", () => {
  accountsConformance(async () => memoryAccounts(), test);
});

describe("sqliteAccounts on disk", () => {
  accountsConformance(async () => sqliteAccounts(newPath()), test);
});

describe("sqliteAccounts with attributes", () => {
  const attributes = z.object({ role: z.enum(["member", "admin"]).default("member") });
  accountsConformance(async () => sqliteAccounts(":memory:", { attributes }), test);
});

describe("sqliteAccounts with own users", () => {
  accountsConformance(async () => {
    const { users } = memoryAccounts();
    return sqliteAccounts(":memory:", { users });
  }, test);
});
