import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildLibrary } from "../build/library.mjs";
import { buildExample, buildFixture, buildFixtureOfToday, buildLab } from "../build/next-app.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { bin, example, fixture, lab, library, nextCli, root, routesApp } from "../shared/paths.mjs";
import { step } from "../shared/step.mjs";
import { one, sum } from "./tally.mjs";
import { vitest } from "./vitest.mjs";

const check = async (title, tool, ...args) =>
  one(await step(title, join(bin, tool), args, { cwd: root }));

export const libraryBuild = async () => one(await buildLibrary());
export const appBuilds = async () =>
  sum([
    one(await buildFixture()),
    one(await buildFixtureOfToday()),
    one(await buildExample()),
    one(await buildLab()),
  ]);
export const architecture = vitest("architecture");

export async function benchAnswers() {
  const args = [join(root, "bench/main.ts"), "--quick"];
  return one(await step("The bench asks everybody once", pinnedNode, args, { cwd: root }));
}

export const lint = () =>
  check("Biome finds nothing to mend", "biome", "check", "--error-on-warnings");

/** Every folder with a tsconfig.json, type tests and these scripts included. */
export async function types() {
  const nextApps = [lab, fixture, routesApp, example];
  const others = ["bench", "test", "test/tokens", "scripts"].map((name) => join(root, name));
  const tallies = [];
  for (const folder of [library, ...nextApps, ...others]) {
    if (!existsSync(join(folder, "tsconfig.json"))) continue;
    const name = relative(root, folder);
    if (nextApps.includes(folder)) {
      const title = `Next writes the types of the routes of ${name}`;
      await step(title, pinnedNode, [nextCli, "typegen"], { cwd: folder });
    }
    tallies.push(await check(`The types of ${name} hold`, "tsc", "--noEmit", "-p", folder));
  }
  return sum(tallies);
}

/** What a user would download, looked at as they would receive it; and nothing unused in the sources. */
export async function packageChecks() {
  const folder = mkdtempSync(join(tmpdir(), "signet-pack-"));
  try {
    const pack = ["pack", "--silent", "--pack-destination", folder];
    const packed = one(await step("The library packs", "npm", pack, { cwd: library }));
    const tarball = join(folder, readdirSync(folder)[0] ?? "nothing-was-packed.tgz");
    const production = ["--production", "--workspace", "packages/signet"];
    return sum([
      packed,
      await check("publint finds nothing to mend", "publint", "--strict", tarball),
      await check("Every entry resolves, with types", "attw", "--profile", "esm-only", tarball),
      await check("No file, export or dependency is unused", "knip"),
      await check("None is there only for a test", "knip", ...production),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
