import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { temporaryFolder } from "./harness/folder.ts";

const root = join(import.meta.dirname, "..");
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/**
 * Runs Biome with this repository's configuration on made-up files. Returns "rule file:line" for each
 * error.
 */
function reported(files: Readonly<Record<string, string>>): string[] {
  const folder = temporaryFolder("biome");
  folders.push(folder);
  for (const name of ["biome.json", ".gitignore"]) {
    copyFileSync(join(root, name), join(folder.path, name));
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = ["lint", "--reporter=github", "--max-diagnostics=none", "--only=suspicious"];
  const { stdout } = spawnSync(process.execPath, [biome, ...args, "--only=complexity"], {
    cwd: folder.path,
    encoding: "utf8",
  });
  const found = stdout.matchAll(/^::error title=lint\/\w+\/(\w+),file=(.*?),line=(\d+)/gm);
  return [...found]
    .map(([, rule, file = "", line]) => `${rule} ${file.replace(`${folder.path}/`, "")}:${line}`)
    .sort();
}

const LIBRARY = "packages/signet/src";

const ANYWHERE = `// any
const s = "any";
const x = s as any;
function f(a: any[]): void {}
type A = { [name: string]: any };
type B = Record<string, any>;
type C<T> = T extends any ? T : never;
function g(x: unknown): x is any {}
type D<T extends any> = T;
`;

test.each([
  [
    "Biome reports any in every place of a type, and not in a comment or a string",
    { [`${LIBRARY}/a.ts`]: ANYWHERE },
    [
      ...[3, 4, 5, 6, 7, 8].map((line) => `noExplicitAny ${LIBRARY}/a.ts:${line}`),
      `noUselessTypeConstraint ${LIBRARY}/a.ts:9`,
    ],
  ],
  ...[LIBRARY, "apps/lab/lib"].map((folder): [string, Record<string, string>, string[]] => [
    `Biome reports an import cycle in ${folder}, but not a file outside of the cycle that imports it`,
    {
      [`${folder}/a.ts`]: `import { b } from "./b.ts";\nexport const a = b;\n`,
      [`${folder}/b.ts`]: `import type { C } from "./c.ts";\nexport const b: C = 1;\n`,
      [`${folder}/c.ts`]: `import { a } from "./a.ts";\nexport type C = typeof a;\n`,
      [`${folder}/d.ts`]: `import { a } from "./a.ts";\nexport const d = a;\n`,
    },
    ["a", "b", "c"].map((name) => `noImportCycles ${folder}/${name}.ts:1`),
  ]),
  ...[
    `import "./b.ts";`,
    `import * as b from "./b.ts";`,
    `import { type B } from "./b.ts";`,
    `export { b } from "./b.ts";`,
    `export * from "./b.ts";`,
    `export type * from "./b.ts";`,
    `await import("./b.ts");`,
  ].map((text): [string, Record<string, string>, string[]] => [
    `Biome reports an import cycle in which one file has ${text}`,
    {
      [`${LIBRARY}/a.ts`]: text,
      [`${LIBRARY}/b.ts`]: `import type { A } from "./a.ts";\nexport type B = A;\n`,
    },
    ["a", "b"].map((name) => `noImportCycles ${LIBRARY}/${name}.ts:1`),
  ]),
] satisfies [string, Record<string, string>, string[]][])("%s", (_sentence, files, expected) => {
  expect(reported(files)).toEqual(expected);
});
