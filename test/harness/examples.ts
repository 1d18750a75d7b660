import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Returns the code blocks of a page by file name. Throws when a block does not name its file. */
export function examplesOf(page: string): Map<string, string> {
  return blocksOf(readFileSync(join(root, page), "utf8"));
}

/** Returns the code blocks of one chapter of a page by file name. */
export function chapterOf(page: string, title: string): Map<string, string> {
  const chapters = readFileSync(join(root, page), "utf8").split(/^## /m);
  const chapter = chapters.find((text) => text.startsWith(`${title}\n`));
  assert(chapter !== undefined, `${page} has no chapter called ${title}.`);
  return blocksOf(chapter);
}

function blocksOf(text: string): Map<string, string> {
  const blocks = [...text.matchAll(/^```(?:tsx?|prisma)\n\/\/ ([^\s:]+)[^\n]*\n(.*?)\n```$/gms)];
  assert.equal(blocks.length, [...text.matchAll(/^```(?:tsx?|prisma)$/gm)].length);
  return new Map(blocks.map(([, file = "", code = ""]) => [file, code]));
}

export interface ExampleFolder {
  readonly path: string;
  /** Writes files into a subfolder at the paths that they name. Returns the path of the subfolder. */
  write(name: string, files: ReadonlyMap<string, string>): string;
  remove(): void;
}

/** Makes a folder where examples can import the packages of the tests, and those installed in `place`. */
export function exampleFolder(place: string = join(root, "test")): ExampleFolder {
  const path = mkdtempSync(join(place, ".docs-"));
  return {
    path,
    write(name, files) {
      const app = join(path, name);
      for (const [file, code] of files) {
        mkdirSync(dirname(join(app, file)), { recursive: true });
        writeFileSync(join(app, file), code);
      }
      return app;
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}

/** The settings of create-next-app for `typeErrors`. */
export const newAppConfig = {
  extends: join(root, "tsconfig.base.json"),
  compilerOptions: {
    lib: ["es2024", "dom"],
    module: "esnext",
    moduleResolution: "bundler",
    noPropertyAccessFromIndexSignature: false,
    exactOptionalPropertyTypes: false,
  },
  include: ["**/*.ts"],
};

/**
 * Compiles the TypeScript files of a folder with one run of `tsc`, and returns the errors; the text
 * is empty when there are none. `config` is the folder's tsconfig.json.
 */
export function typeErrors(app: string, config: object): string {
  writeFileSync(join(app, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/.bin/tsc");
  const { stdout, stderr, error } = spawnSync(tsc, ["--noEmit", "-p", app], { encoding: "utf8" });
  if (error) throw error;
  return stdout + stderr;
}
