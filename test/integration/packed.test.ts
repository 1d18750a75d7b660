import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import manifest from "signet-auth/package.json" with { type: "json" };
import { beforeAll, expect, test } from "vitest";
import { isAbsolute, linksOf, pageOf, rowsOf, sectionOf } from "../harness/markdown.ts";

const home = join(import.meta.dirname, "../../packages/signet");
let packed: ReadonlyMap<string, string> = new Map();

beforeAll(() => {
  const list = execFileSync("npm", ["pack", "--json", "--dry-run", "--silent"], {
    cwd: home,
    encoding: "utf8",
  });
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(list);
  const text = (path: string) => readFileSync(join(home, path), "utf8");
  packed = new Map(files.map(({ path }) => [path, /\.(md|d\.c?ts)$/.test(path) ? text(path) : ""]));
});

/** Returns the relative links of packed pages and doc comments that lead to no packed file. */
function deadLinks(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    (path.endsWith(".md") ? linksOf(text) : commentLinksOf(text))
      .filter((link) => !isAbsolute(link) && !link.startsWith("#"))
      .map((link) => posix.join(posix.dirname(path), link.split("#", 1)[0] ?? ""))
      .filter((target) => !files.has(target))
      .map((target) => `${path} links to ${target}`),
  );
}

/** Returns the links of doc comments: those of Markdown, and paths after `@see` and in `{@link …}`. */
function commentLinksOf(text: string): string[] {
  const comments = (text.match(/\/\*\*.*?\*\//gs) ?? []).join("\n");
  const paths = [...comments.matchAll(/(?:@see|\{@link)\s+(\.{1,2}\/[^\s}|]+)/g)];
  return [...linksOf(comments), ...paths.map(([, path = ""]) => path)];
}

test("every relative link of a packed page or doc comment leads to a packed file", () => {
  expect([...packed.keys()]).toEqual(
    expect.arrayContaining(["README.md", "LICENSE", "dist/index.d.ts"]),
  );
  expect(deadLinks(packed)).toEqual([]);
});

test("a link that leads out of the tarball is found, in pages and in doc comments", () => {
  const files = new Map([
    ["README.md", "[stores](../../docs/stores.md), [licence](LICENSE), [site](https://a.example)"],
    ["LICENSE", ""],
    ["dist/a.d.ts", "/** See [b](./b.d.ts) and {@link ../c.d.ts}. */\n/** @see ./d.d.ts */"],
    ["dist/b.d.ts", "/** {@link SignetError} */"],
  ]);
  expect(deadLinks(files)).toEqual([
    "README.md links to ../../docs/stores.md",
    "dist/a.d.ts links to c.d.ts",
    "dist/a.d.ts links to dist/d.d.ts",
  ]);
});

test("the package's README lists exactly the entries that can be imported, one sentence each", () => {
  const rows = rowsOf(sectionOf(pageOf("packages/signet/README.md"), "Entries"));
  const entries = Object.keys(manifest.exports).map((entry) => `\`signet-auth${entry.slice(1)}\``);
  expect(rows.map(([entry]) => entry).toSorted()).toEqual(entries.toSorted());
  for (const [entry, sentence] of rows) expect([entry, sentence]).not.toContain("");
});

test("the package's README names the Node version that its manifest asks for", () => {
  const [, minimum = ""] = />=(\S+)/.exec(manifest.engines.node) ?? [];
  const top = pageOf("packages/signet/README.md").split("\n").slice(0, 10).join("\n");
  expect(top).toContain(`Node ${minimum} or later`);
});
