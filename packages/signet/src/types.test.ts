import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(import.meta.dirname, "../.types-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of a few lines of a user's. */
function complaintsAbout(lines: string): string {
  const source = `import { createSignet, jwt } from "../src/index.ts";
import { createAuth } from "../src/next/index.ts";
const secret = "x";
for (const imported of [createSignet, createAuth]) imported.name;
${lines}
`;
  writeFileSync(join(folder, "user.ts"), source);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../tsconfig.json", include: ["user.ts"] }),
  );
  return spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" })
    .stdout;
}

const SENTENCE = "jwt() keeps no server state: use database({ store }) to list or revoke sessions";

test.each([
  'createSignet({ strategy: jwt(), secret }).sessions.list("1");',
  'createAuth({ strategy: jwt(), secret }).sessions.revoke("1");',
])("the compiler says how to get a session list: %s", (line) => {
  const complaints = complaintsAbout(line);
  expect(complaints).toContain(SENTENCE);
  expect(complaints.trim().split("\n")).toHaveLength(1);
});

test("good code draws no complaint", () => {
  expect(complaintsAbout("createSignet({ strategy: jwt(), secret });")).toBe("");
});
