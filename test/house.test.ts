import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { circles } from "./house/circles.ts";
import { levelViolations, onlyReexports, tableViolations } from "./house/levels.ts";
import { outsideViolations } from "./house/outside.ts";
import { entrySources, unpublishedImports } from "./house/published.ts";
import { readSources, type Source } from "./house/sources.ts";
import { anyTypes, defaultExports, longerThan } from "./house/style.ts";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "packages/signet/package.json"), "utf8"));
const library = readSources(join(root, "packages/signet/src"));
const lab = readSources(join(root, "apps/lab"));
const everything = readSources(root);

/** A made-up house: path to text. */
function house(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

const from = (path: string) => `import { x } from "${path}";`;
const typeFrom = (path: string) => `import type { X } from "${path}";`;
const levels = (path: string, text: string) => levelViolations(house({ [path]: text }), []);

describe("the house as it stands", () => {
  test("a level imports only lower levels, and only what stands in its row", () => {
    expect(levelViolations(library, entrySources(manifest))).toEqual([]);
  });

  test("the table itself points only down", () => {
    expect(tableViolations()).toEqual([]);
  });

  test("no files import each other in a circle", () => {
    expect(circles(library)).toEqual([]);
    expect(circles(lab)).toEqual([]);
  });

  test("only the places named for it reach Node's modules and other packages", () => {
    expect(outsideViolations(library)).toEqual([]);
  });

  test("no file is longer than 400 lines, and the engine no longer than 150", () => {
    expect(longerThan(400, everything)).toEqual([]);
    expect(
      longerThan(
        150,
        library.filter(({ path }) => path === "signet.ts"),
      ),
    ).toEqual([]);
  });

  test("the library never says any", () => {
    expect(anyTypes(library)).toEqual([]);
  });

  test("the library has no default exports", () => {
    // Only who stands in for a package with a default export has one.
    const ours = library.filter(({ path }) => path !== "dropin/jsonwebtoken/index.ts");
    expect(defaultExports(ours)).toEqual([]);
  });

  test("the front door only re-exports", () => {
    const door = library.filter(({ path }) => path === "index.ts");
    expect(door.map(onlyReexports)).toEqual([true]);
  });

  test("the Lab imports only what is published", () => {
    expect(unpublishedImports(lab, manifest)).toEqual([]);
  });
});

describe("each rule can fail", () => {
  test.each([
    ["session", "session/types.ts", "../token/jws.ts"],
    ["the token layer", "token/jws.ts", "../session/types.ts"],
    ["the crypto slice", "token/crypto/node.ts", "../../errors.ts"],
    ["a store that meets another store", "store/sqlite/index.ts", "../memory.ts"],
    ["a store that meets a strategy", "store/memory.ts", "../strategy/contract.ts"],
    ["a contract that meets its maker", "strategy/contract.ts", "./jwt.ts"],
    ["a strategy that meets a store", "strategy/database.ts", "../store/memory.ts"],
    ["a strategy that meets another", "strategy/jwt-claims.ts", "./database.ts"],
    ["a strategy that meets the crypto slice", "strategy/jwt.ts", "../token/crypto/node.ts"],
    ["the engine that meets a strategy", "signet.ts", "./strategy/jwt.ts"],
    ["the engine that meets a store", "config.ts", "./store/memory.ts"],
    ["the engine that meets more of token than the key ring", "signet.ts", "./token/jws.ts"],
    ["configuration that meets the engine", "config.ts", "./signet.ts"],
    ["endpoints that meet an adapter", "endpoints/sessions.ts", "../next/app.ts"],
    ["an adapter that meets a strategy", "next/app.ts", "../strategy/jwt.ts"],
    ["anyone who uses the front door from inside", "next/app.ts", "../index.ts"],
  ])("%s is refused a value and a type alike", (_who, path, target) => {
    expect(levels(path, from(target))).toHaveLength(1);
    expect(levels(path, typeFrom(target))).toHaveLength(1);
  });

  test.each([
    ["http", "http/origin.ts", "../session/types.ts"],
    ["the strategy contract", "strategy/contract.ts", "../token/key-ring.ts"],
    ["the React client", "react/hook.ts", "../signet.ts"],
  ])("%s may have the types, and not the values", (_who, path, target) => {
    expect(levels(path, from(target))).toHaveLength(1);
    expect(levels(path, typeFrom(target))).toEqual([]);
  });

  test("every way of importing is seen", () => {
    const target = "../memory.ts";
    for (const text of [
      `import "${target}";`,
      `import * as all from "${target}";`,
      `export { x } from "${target}";`,
      `export * from "${target}";`,
      `export type * from "${target}";`,
      `await import("${target}");`,
      `type X = import("${target}").X;`,
    ]) {
      expect(levels("store/sqlite/index.ts", text), text).toHaveLength(1);
    }
  });

  test("what a row allows is allowed", () => {
    expect(levels("token/jws.ts", from("#crypto") + from("../errors.ts"))).toEqual([]);
    expect(levels("signet.ts", from("./token/engine-keys.ts") + from("./config.ts"))).toEqual([]);
    expect(levels("strategy/hybrid/view.ts", from("../stored.ts"))).toEqual([]);
    expect(levels("react/hook.ts", from("../http/paths.ts"))).toEqual([]);
    expect(levels("token/jws.test.ts", from("../signet.ts"))).toEqual([]);
  });

  test("a folder without a row is refused", () => {
    expect(levels("helpers/misc.ts", "")).toHaveLength(1);
  });

  test("an entry is free to import anything as long as it only re-exports", () => {
    const free = house({ "next/index.ts": `export { jwt } from "../strategy/jwt.ts";` });
    const busy = house({ "next/index.ts": `${from("../strategy/jwt.ts")} export const y = x();` });
    expect(levelViolations(free, ["next/index.ts"])).toEqual([]);
    expect(levelViolations(free, [])).toHaveLength(1);
    expect(levelViolations(busy, ["next/index.ts"])).toHaveLength(1);
  });

  test("a row that points up is refused", () => {
    const low = { level: 1, rooms: ["low"], may: ["high"] };
    const high = { level: 2, rooms: ["high"], may: ["low"] };
    expect(tableViolations([low, high])).toEqual(["low (level 1) may import high (level 2)"]);
  });

  test("a circle is found, of types too, and told once", () => {
    const sources = house({
      "a.ts": from("./b.ts"),
      "b.ts": typeFrom("./c.ts"),
      "c.ts": from("./a.ts"),
      "d.ts": from("./a.ts"),
    });
    expect(circles(sources)).toEqual(["a.ts → b.ts → c.ts → a.ts"]);
  });

  test("a Node module or a package outside its place is refused", () => {
    const sources = house({
      "session/lifetime.ts": from("node:crypto"),
      "token/crypto/web/index.ts": from("node:crypto"),
      "token/crypto/node/index.ts": from("node:crypto"),
      "store/redis/client.ts": from("redis"),
      "store/redis/client.test.ts": from("redis"),
      "endpoints/handlers.ts": from("next/headers"),
      "next/app.ts": from("next/headers"),
      "config.ts": from("@standard-schema/spec"),
      "session/data.ts": typeFrom("@standard-schema/spec"),
    });
    expect(outsideViolations(sources)).toEqual([
      "session/lifetime.ts imports node:crypto",
      "token/crypto/web/index.ts imports node:crypto",
      "store/redis/client.ts imports redis",
      "endpoints/handlers.ts imports next/headers",
      "config.ts imports @standard-schema/spec",
    ]);
  });

  test("a long file is refused", () => {
    const sources = house({ "a.ts": "//\n".repeat(400), "b.ts": "//\n".repeat(401) });
    expect(longerThan(400, sources)).toEqual(["b.ts has 401 lines"]);
  });

  test("any is found wherever a type can stand, and not in a comment or a string", () => {
    const text = `// any\nconst s = "any";\nconst x = y as any;\nfunction f(a: any[]): void {}`;
    expect(anyTypes(house({ "a.ts": text, "a.test.ts": text }))).toEqual([
      "a.ts:3 says any",
      "a.ts:4 says any",
    ]);
  });

  test("a default export is found, also by another name", () => {
    const sources = house({
      "a.ts": "export default 1;",
      "b.ts": "const x = 1; export { x as default };",
    });
    expect(defaultExports(sources)).toHaveLength(2);
  });

  test("the Lab is refused what a user could not import", () => {
    const sources = house({
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
