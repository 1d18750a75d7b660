import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { example, fixture, lab, nextCli } from "../shared/paths.mjs";
import { readStamp, removeStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";

export const buildLab = () => buildNextApp("the Lab", { folder: lab, stamp: "lab" });
export const buildExample = () =>
  buildNextApp("the example app", { folder: example, stamp: "example" });
/** Builds the small app in which the tests of signet-auth/next run, with older options of Next. */
export const buildFixture = () =>
  buildNextApp("the fixture app", { folder: fixture, stamp: "fixture" });
/** Builds the same app with the options that create-next-app sets. */
export const buildFixtureWithCurrentDefaults = () =>
  buildNextApp("the fixture app with the options of create-next-app", {
    folder: fixture,
    stamp: "fixture-today",
    distDir: ".next-today",
    env: { FIXTURE_DEFAULTS: "today" },
  });

/** Builds an app for production, unless its build is up to date. Returns whether the build is usable. */
async function buildNextApp(title, { folder, stamp, distDir = ".next", env = {} }) {
  const wanted = libraryHash() + hashOf([folder]);
  if (readStamp(stamp) === wanted && existsSync(join(folder, distDir, "BUILD_ID"))) return true;
  removeStamp(stamp);
  const options = { cwd: folder, env };
  const built = await step(`Building ${title}`, pinnedNode, [nextCli, "build"], options);
  if (built) writeStamp(stamp, wanted);
  return built;
}
