import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withTable } from "./architecture/document.ts";
import { layerViolations, onlyReexports, tableViolations } from "./architecture/layers.ts";
import { COMMON } from "./architecture/modules.ts";
import { outsideViolations } from "./architecture/outside.ts";
import { entrySources, unpublishedImports } from "./architecture/published.ts";
import { readSources, type Source } from "./architecture/sources.ts";
import { defaultExports, importTypes, longerThan, suppressions } from "./architecture/style.ts";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "packages/signet/package.json"), "utf8"));
const library = readSources(join(root, "packages/signet/src"));
const lab = readSources(join(root, "apps/lab"));
const everything = readSources(root);

/** Made-up sources: path to text. */
function tree(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

const from = (path: string) => `import { x } from "${path}";`;
const typeFrom = (path: string) => `import type { X } from "${path}";`;
const layers = (path: string, text: string) => layerViolations(tree({ [path]: text }), []);

describe("the sources keep the architecture", () => {
  test("a module imports only the modules that its row of the table names", () => {
    expect(layerViolations(library, entrySources(manifest))).toEqual([]);
  });

  test("every row of the table names only modules of the rows before", () => {
    expect(tableViolations()).toEqual([]);
  });

  test("ARCHITECTURE.md shows the table of imports that the test holds", async () => {
    // `npx vitest run --project architecture --update` writes the table.
    const path = join(root, "ARCHITECTURE.md");
    await expect(withTable(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
  });

  test("Biome sees every import when it looks for cycles, and no comment stops it", () => {
    expect(importTypes([...library, ...lab])).toEqual([]);
    expect(suppressions([...library, ...lab])).toEqual([]);
  });

  test("only the files named for it import Node modules and packages", () => {
    expect(outsideViolations(library)).toEqual([]);
  });

  test("no file is longer than 400 lines, and the engine is not longer than 150", () => {
    expect(longerThan(400, everything)).toEqual([]);
    expect(
      longerThan(
        150,
        library.filter(({ path }) => path === "engine/engine.ts"),
      ),
    ).toEqual([]);
  });

  test("the library has no default exports", () => {
    // The drop-in has one because jsonwebtoken has one.
    const ours = library.filter(({ path }) => path !== "dropin/jsonwebtoken/index.ts");
    expect(defaultExports(ours)).toEqual([]);
  });

  test("the main entry only re-exports", () => {
    const entry = library.filter(({ path }) => path === "index.ts");
    expect(entry.map(onlyReexports)).toEqual([true]);
  });

  test("the Lab imports only published entries", () => {
    expect(unpublishedImports(lab, manifest)).toEqual([]);
  });
});

describe("each rule can fail", () => {
  test.each([
    ["session that imports token", "session/types.ts", "../token/format/json.ts"],
    ["token that imports session", "token/format/json.ts", "../../session/types.ts"],
    ["crypto that imports a token format", "token/crypto/node/hmac.ts", "../../format/json.ts"],
    ["a store that imports another store", "store/sqlite/index.ts", "../memory/index.ts"],
    ["a store that imports a strategy", "store/memory/index.ts", "../../strategy/contract.ts"],
    ["the contract that imports a strategy", "strategy/contract.ts", "./jwt.ts"],
    ["a strategy that imports a store", "strategy/database.ts", "../store/memory/index.ts"],
    ["a strategy that imports another", "strategy/jwt.ts", "./database.ts"],
    ["a strategy that imports crypto", "strategy/jwt.ts", "../token/crypto/node.ts"],
    ["the engine that imports a strategy", "engine/engine.ts", "../strategy/jwt.ts"],
    ["the engine that imports a store", "engine/config.ts", "../store/memory/index.ts"],
    ["the engine that imports a token format", "engine/engine.ts", "../token/format/json.ts"],
    ["a low module that imports the engine", "session/types.ts", "../engine/engine.ts"],
    ["endpoints that import an adapter", "endpoints/sessions.ts", "../next/app.ts"],
    ["an adapter that imports a strategy", "next/app.ts", "../strategy/jwt.ts"],
    ["a module that imports the main entry", "next/app.ts", "../index.ts"],
  ])("%s is refused, for a value and for a type", (_who, path, target) => {
    expect(layers(path, from(target))).toHaveLength(1);
    expect(layers(path, typeFrom(target))).toHaveLength(1);
  });

  test.each([
    ["http", "http/sender.ts", "../session/types.ts"],
    ["the strategy contract", "strategy/contract.ts", "../token/engine/keys.ts"],
    ["the React client", "react/hook.ts", "../engine/engine.ts"],
  ])("%s may import types, and no values", (_who, path, target) => {
    expect(layers(path, from(target))).toHaveLength(1);
    expect(layers(path, typeFrom(target))).toEqual([]);
  });

  test("every form of import is seen", () => {
    const target = "../memory/index.ts";
    for (const text of [
      `import "${target}";`,
      `import * as all from "${target}";`,
      `export { x } from "${target}";`,
      `export * from "${target}";`,
      `export type * from "${target}";`,
      `await import("${target}");`,
      `type X = import("${target}").X;`,
    ]) {
      expect(layers("store/sqlite/index.ts", text), text).toHaveLength(1);
    }
  });

  test("an import that a row names is allowed", () => {
    expect(layers("token/node/sign.ts", from("#crypto") + from("../../errors.ts"))).toEqual([]);
    expect(layers("engine/engine.ts", from("../token/engine/keys.ts"))).toEqual([]);
    expect(layers("engine/engine.ts", from("./config.ts"))).toEqual([]);
    expect(layers("strategy/hybrid/token.ts", from("../stored/record.ts"))).toEqual([]);
    expect(layers("react/hook.ts", from("../http/return-path.ts"))).toEqual([]);
    expect(layers("token/suite.test.ts", from("../engine/engine.ts"))).toEqual([]);
  });

  test("a file in no module of the table is refused", () => {
    expect(layers("helpers/misc.ts", "")).toHaveLength(1);
  });

  test("an entry may import anything while it only re-exports", () => {
    const free = tree({ "next/index.ts": `export { jwt } from "../strategy/jwt.ts";` });
    const busy = tree({ "next/index.ts": `${from("../strategy/jwt.ts")} export const y = x();` });
    expect(layerViolations(free, ["next/index.ts"])).toEqual([]);
    expect(layerViolations(free, [])).toHaveLength(1);
    expect(layerViolations(busy, ["next/index.ts"])).toHaveLength(1);
  });

  test("a row that names a later row is refused", () => {
    const low = { level: 1, modules: ["low"], may: ["high"] };
    const high = { level: 2, modules: ["high"], may: ["type low"] };
    expect(tableViolations([low, high])).toEqual([
      "low may import high, which is in no row before",
    ]);
  });

  test("the document shows the rows of the table, and nothing else between its marks", () => {
    const rows = [
      { level: 0, modules: ["a", "b"], may: [] },
      { level: 1, modules: ["c"], may: ["a", "type b"] },
      { level: 2, modules: ["d"], may: [...COMMON, "c"] },
    ];
    const text = "Before\n\n<!-- imports -->\n\nold\n\n<!-- end of imports -->\n\nAfter\n";
    expect(withTable(text, rows)).toBe(
      [
        "Before\n\n<!-- imports -->\n",
        "| level | module   | may import            |",
        "| ----- | -------- | --------------------- |",
        "| 0     | `a`, `b` | nothing of ours       |",
        "| 1     | `c`      | `a`, types of `b`     |",
        "| 2     | `d`      | the common files, `c` |",
        "\n<!-- end of imports -->\n\nAfter\n",
      ].join("\n"),
    );
    expect(() => withTable("no marks", rows)).toThrow("marks");
  });

  test("a type that is imported by import() is found", () => {
    const sources = tree({ "a.ts": `type X = import("./b.ts").X;`, "b.ts": typeFrom("./a.ts") });
    expect(importTypes(sources)).toEqual(["a.ts:1 imports a type by import()"]);
  });

  test("a comment that switches off a rule without exceptions is found, and no other", () => {
    const sources = tree({
      "a.ts": "// biome-ignore lint/suspicious/noExplicitAny: a reason",
      "b.ts": "/* biome-ignore-all lint/suspicious/noImportCycles: a reason */",
      "c.ts": "// biome-ignore lint/suspicious: a reason",
      "d.ts": "// biome-ignore-all lint: a reason",
      "e.ts": "// biome-ignore lint/suspicious/noThenProperty: a reason",
    });
    expect(suppressions(sources)).toHaveLength(4);
    expect(suppressions(sources).join()).not.toContain("e.ts");
  });

  test("a Node module or a package is refused in a file that may not import it", () => {
    const sources = tree({
      "session/lifetime.ts": from("node:crypto"),
      "token/crypto/web/index.ts": from("node:crypto"),
      "token/crypto/node/index.ts": from("node:crypto"),
      "store/redis/client.ts": from("redis"),
      "store/redis/client.test.ts": from("redis"),
      "endpoints/handlers.ts": from("next/headers"),
      "next/app.ts": from("next/headers"),
      "engine/config.ts": from("@standard-schema/spec"),
      "session/data.ts": typeFrom("@standard-schema/spec"),
    });
    expect(outsideViolations(sources)).toEqual([
      "session/lifetime.ts imports node:crypto",
      "token/crypto/web/index.ts imports node:crypto",
      "store/redis/client.ts imports redis",
      "endpoints/handlers.ts imports next/headers",
      "engine/config.ts imports @standard-schema/spec",
    ]);
  });

  test("a long file is refused", () => {
    const sources = tree({ "a.ts": "//\n".repeat(400), "b.ts": "//\n".repeat(401) });
    expect(longerThan(400, sources)).toEqual(["b.ts has 401 lines"]);
  });

  test("a default export is found, also by another name", () => {
    const sources = tree({
      "a.ts": "export default 1;",
      "b.ts": "const x = 1; export { x as default };",
    });
    expect(defaultExports(sources)).toHaveLength(2);
  });

  test("the Lab may not import what a user could not import", () => {
    const sources = tree({
      "lib/auth.ts":
        from("signet-auth/next") +
        from("next/headers") +
        from("./users.ts") +
        from("../app/page.tsx"),
      "lib/bad.ts":
        from("signet-auth/dist/index.js") + from("../../../packages/signet/src/index.ts"),
      "lib/worse.ts": from("signet-auth/token"),
    });
    const published = { name: "signet-auth", exports: { ".": {}, "./next": {} } };
    expect(unpublishedImports(sources, published)).toEqual([
      "lib/bad.ts imports signet-auth/dist/index.js",
      "lib/bad.ts imports ../../../packages/signet/src/index.ts",
      "lib/worse.ts imports signet-auth/token",
    ]);
  });
});
