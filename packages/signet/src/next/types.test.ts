import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const folder = mkdtempSync(join(import.meta.dirname, "../.types-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles a few lines of an application, and returns the output of the compiler. */
function compile(lines: string): string {
  const source = `import { createSignet, jwt, sealed } from "../index.ts";
import { createAuth } from "../next/index.ts";
const secret = "x";
for (const imported of [createSignet, createAuth, jwt, sealed]) imported.name;
${lines}
`;
  writeFileSync(join(folder, "user.ts"), source);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.json", include: ["user.ts"] }),
  );
  return spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" })
    .stdout;
}

const JWT = "jwt() keeps no server state: use hybrid({ store }) to list or revoke sessions";
const SEALED = "sealed() keeps no server state: use database({ store }) to list or revoke sessions";
const NO_STORE =
  "jwt() and sealed() have no store to ask: use hybrid({ store }) or database({ store })";

test.each([
  [JWT, 'createSignet({ strategy: jwt(), secret }).sessions.list("1");'],
  [JWT, 'createAuth({ strategy: jwt(), secret }).sessions.revoke("1");'],
  [SEALED, 'createSignet({ strategy: sealed(), secret }).sessions.revokeAll("1");'],
  [SEALED, "createAuth({ strategy: sealed(), secret }).sessions.revokeOthers();"],
  [NO_STORE, 'createSignet({ strategy: jwt(), secret }).read({ host: "x" }, { fresh: true });'],
  [NO_STORE, "createAuth({ strategy: sealed(), secret })({ fresh: true });"],
])("the compiler prints the instruction (%s) for: %s", (sentence, line) => {
  const output = compile(line);
  expect(output).toContain(sentence);
  expect(output.split("\n").filter((text) => text.includes("error TS"))).toHaveLength(1);
});

test("valid code compiles without an error", () => {
  expect(compile("createSignet({ strategy: jwt(), secret });")).toBe("");
});
