import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withTable } from "./architecture/document.ts";
import {
  layerViolations,
  modulesWithoutSource,
  onlyReexports,
  tableViolations,
} from "./architecture/layers.ts";
import { COMMON } from "./architecture/modules.ts";
import { outsideViolations, unknownPlaces } from "./architecture/outside.ts";
import { entrySources, unpublishedImports } from "./architecture/published.ts";
import { readSources, type Source } from "./architecture/sources.ts";
import { defaultExports, importTypes, longerThan, suppressions } from "./architecture/style.ts";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "packages/signet/package.json"), "utf8"));
const library = readSources(join(root, "packages/signet/src"));
const lab = readSources(join(root, "apps/lab"));
const everything = readSources(root);

/** Returns sources for a test. The keys of `files` are paths, and the values are texts. */
function tree(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

const from = (path: string) => `import { x } from "${path}";`;
const typeFrom = (path: string) => `import type { X } from "${path}";`;
const layers = (path: string, text: string) => layerViolations(tree({ [path]: text }), []);

describe("the sources keep the architecture rules", () => {
  test("a module imports only the modules that its row of the import table names", () => {
    expect(layerViolations(library, entrySources(manifest))).toEqual([]);
  });

  test("every row of the import table names only modules of earlier rows", () => {
    expect(tableViolations()).toEqual([]);
  });

  test("ARCHITECTURE.md shows the import table that these tests check", async () => {
    // `npx vitest run --project architecture --update` writes the table.
    const path = join(root, "ARCHITECTURE.md");
    await expect(withTable(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
  });

  test("no import form or comment of the sources hides an import cycle from Biome", () => {
    expect(importTypes([...library, ...lab])).toEqual([]);
    expect(suppressions([...library, ...lab])).toEqual([]);
  });

  test("only the listed files of the library import Node modules and packages", () => {
    expect(outsideViolations(library)).toEqual([]);
  });

  test("every module and every file that the rules name exists", () => {
    expect(modulesWithoutSource(library)).toEqual([]);
    expect(unknownPlaces(library)).toEqual([]);
  });

  test("no source file has over 400 lines, and engine.ts has at most 150", () => {
    expect(longerThan(400, everything)).toEqual([]);
    expect(
      longerThan(
        150,
        library.filter(({ path }) => path === "engine/engine.ts"),
      ),
    ).toEqual([]);
  });

  test("the library has no default exports", () => {
    // The drop-in replacements have the default exports of the packages that they replace.
    const entries = [
      "dropin/jsonwebtoken/index.ts",
      "dropin/next-auth/index.ts",
      "dropin/next-auth/next.ts",
      "dropin/next-auth/middleware/index.ts",
    ];
    const provider = /^dropin\/next-auth\/providers\/[^/]+\.ts$/;
    const ours = library.filter(({ path }) => !entries.includes(path) && !provider.test(path));
    expect(defaultExports(ours)).toEqual([]);
  });

  test("the main entry of the library contains only re-exports", () => {
    const entry = library.filter(({ path }) => path === "index.ts");
    expect(entry.map(onlyReexports)).toEqual([true]);
  });

  test("the Lab imports only published entries of the library", () => {
    expect(unpublishedImports(lab, manifest)).toEqual([]);
  });
});

describe("each architecture rule can fail", () => {
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
  ])("%s violates the import table, with a value and with a type", (_who, path, target) => {
    expect(layers(path, from(target))).toHaveLength(1);
    expect(layers(path, typeFrom(target))).toHaveLength(1);
  });

  test.each([
    ["http", "http/sender.ts", "../session/types.ts"],
    ["the strategy contract", "strategy/contract.ts", "../token/engine/keys.ts"],
    ["the React client", "react/hook.ts", "../engine/engine.ts"],
  ])("%s may import types but no values of a module in the import table", (_who, path, target) => {
    expect(layers(path, from(target))).toHaveLength(1);
    expect(layers(path, typeFrom(target))).toEqual([]);
  });

  test("the import table applies to every form of import", () => {
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

  test("an import that a row of the import table names is allowed", () => {
    expect(layers("token/node/sign.ts", from("#crypto") + from("../../errors.ts"))).toEqual([]);
    expect(layers("engine/engine.ts", from("../token/engine/keys.ts"))).toEqual([]);
    expect(layers("engine/engine.ts", from("./config.ts"))).toEqual([]);
    expect(layers("strategy/hybrid/token.ts", from("../stored/record.ts"))).toEqual([]);
    expect(layers("react/hook.ts", from("../http/return-path.ts"))).toEqual([]);
    expect(layers("token/suite.test.ts", from("../engine/engine.ts"))).toEqual([]);
  });

  test("a source file in no module of the import table is a violation", () => {
    expect(layers("helpers/misc.ts", "")).toHaveLength(1);
  });

  test("an entry that contains only re-exports may import any module", () => {
    const free = tree({ "next/index.ts": `export { jwt } from "../strategy/jwt.ts";` });
    const busy = tree({ "next/index.ts": `${from("../strategy/jwt.ts")} export const y = x();` });
    expect(layerViolations(free, ["next/index.ts"])).toEqual([]);
    expect(layerViolations(free, [])).toHaveLength(1);
    expect(layerViolations(busy, ["next/index.ts"])).toHaveLength(1);
  });

  test("a row of the import table that names a later row is a violation", () => {
    const low = { level: 1, modules: ["low"], may: ["high"] };
    const high = { level: 2, modules: ["high"], may: ["type low"] };
    expect(tableViolations([low, high])).toEqual([
      "low may import high, which is in no earlier row",
    ]);
  });

  test("withTable() replaces the text between the table markers with the rows", () => {
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
        "| 0     | `a`, `b` | no other module       |",
        "| 1     | `c`      | `a`, types of `b`     |",
        "| 2     | `d`      | the common files, `c` |",
        "\n<!-- end of imports -->\n\nAfter\n",
      ].join("\n"),
    );
    expect(() => withTable("no markers", rows)).toThrow("ARCHITECTURE.md has no <!-- imports -->");
  });

  test("a type that is imported by import() is a violation", () => {
    const sources = tree({ "a.ts": `type X = import("./b.ts").X;`, "b.ts": typeFrom("./a.ts") });
    expect(importTypes(sources)).toEqual(["a.ts:1 imports a type by import()"]);
  });

  test("a comment that disables a Biome rule without exceptions is a violation, and other comments are not", () => {
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

  test("an import of a Node module or package in an unlisted file is a violation", () => {
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

  test("a module or a file that the rules name and no source has is a violation", () => {
    const sources = tree({ "a/b.ts": "", "c.ts": "" });
    const rows = [{ level: 0, modules: ["a", "c", "d"], may: [] }];
    expect(modulesWithoutSource(sources, rows)).toEqual(["d"]);
    const places = { "a/": ["x"], "c.ts": ["x"], "e/": ["x"], "f.ts": ["x"] };
    expect(unknownPlaces(sources, places)).toEqual(["e/", "f.ts"]);
  });

  test("a file with 401 lines is a violation", () => {
    const sources = tree({ "a.ts": "//\n".repeat(400), "b.ts": "//\n".repeat(401) });
    expect(longerThan(400, sources)).toEqual(["b.ts has 401 lines"]);
  });

  test("a default export is a violation, also in an export list", () => {
    const sources = tree({
      "a.ts": "export default 1;",
      "b.ts": "const x = 1; export { x as default };",
    });
    expect(defaultExports(sources)).toHaveLength(2);
  });

  test("an import of an unpublished path in the Lab is a violation", () => {
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
