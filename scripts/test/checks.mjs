import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildLibrary } from "../build/library.mjs";
import {
  buildExample,
  buildFixture,
  buildFixtureWithCurrentDefaults,
  buildLab,
  buildPeerApps,
} from "../build/next-app.mjs";
import { buildSandbox } from "../build/sandbox.mjs";
import { pinnedNode } from "../setup/pinned-node.mjs";
import {
  bin,
  example,
  fixture,
  lab,
  library,
  nextCli,
  root,
  routesApp,
  sandbox,
} from "../shared/paths.mjs";
import { step } from "../shared/step.mjs";
import { one, sum } from "./tally.mjs";
import { vitest } from "./vitest.mjs";

const check = async (title, tool, ...args) =>
  one(await step(title, join(bin, tool), args, { cwd: root }));

export const libraryBuild = async () => {
  const built = await buildLibrary();
  return sum([one(built), ...(built ? [one(await buildSandbox())] : [])]);
};
export async function appBuilds() {
  // Two at once: one build leaves half of two cores idle. The fixture has one folder for two builds.
  const [ours, fixtures] = await Promise.all([
    inOrder([buildLab, buildExample]),
    inOrder([buildFixture, buildFixtureWithCurrentDefaults]),
  ]);
  return sum([...ours, ...fixtures, ...(await buildPeerApps())].map(one));
}

async function inOrder(builds) {
  const built = [];
  for (const build of builds) built.push(await build());
  return built;
}

export const architecture = vitest("architecture");

export async function benchAnswers() {
  const args = [join(root, "bench/main.ts"), "--quick"];
  return one(await step("Running every benchmark once", pinnedNode, args, { cwd: root }));
}

export const lint = () =>
  check("Checking format and lint rules with Biome", "biome", "check", "--error-on-warnings");

/**
 * Checks the types of each folder of the list that has a tsconfig.json. The library includes its type
 * tests.
 */
export async function types() {
  const nextApps = [lab, fixture, routesApp, example];
  const others = ["bench", "test", "test/tokens", "scripts"].map((name) => join(root, name));
  const tallies = [];
  for (const folder of [library, sandbox, ...nextApps, ...others]) {
    if (!existsSync(join(folder, "tsconfig.json"))) continue;
    const name = relative(root, folder);
    if (nextApps.includes(folder)) {
      const title = `Generating the route types of ${name}`;
      await step(title, pinnedNode, [nextCli, "typegen"], { cwd: folder });
    }
    tallies.push(await check(`Checking the types of ${name}`, "tsc", "--noEmit", "-p", folder));
  }
  return sum(tallies);
}

/** Checks the package file that users install, and looks for unused code. */
export async function packageChecks() {
  const folder = mkdtempSync(join(tmpdir(), "signet-pack-"));
  try {
    const pack = ["pack", "--silent", "--pack-destination", folder];
    const packed = one(await step("Packing the library", "npm", pack, { cwd: library }));
    const tarball = join(folder, readdirSync(folder)[0] ?? "nothing-was-packed.tgz");
    const production = ["--production", "--workspace", "packages/signet"];
    return sum([
      packed,
      await check("Checking the package with publint", "publint", "--strict", tarball),
      await check(
        "Checking that every entry resolves, with types",
        "attw",
        "--profile",
        "esm-only",
        tarball,
      ),
      await check("Looking for unused files, exports and dependencies", "knip"),
      await check("Looking for library code that only tests use", "knip", ...production),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
