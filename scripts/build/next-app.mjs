import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { example, fixture, lab, nextCli } from "../shared/paths.mjs";
import { forget, remember, remembered } from "../shared/remember.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";

export const buildLab = () => buildNextApp("the Lab", { folder: lab, stamp: "lab" });
export const buildExample = () =>
  buildNextApp("the example app", { folder: example, stamp: "example" });
/** The small app that the tests of signet-auth/next run in. */
export const buildFixture = () =>
  buildNextApp("the fixture app", { folder: fixture, stamp: "fixture" });
/** The same with the options that create-next-app sets today. */
export const buildFixtureOfToday = () =>
  buildNextApp("the fixture app with today's defaults", {
    folder: fixture,
    stamp: "fixture-today",
    distDir: ".next-today",
    env: { FIXTURE_DEFAULTS: "today" },
  });

/** Builds for production unless what was built is of the present sources and library. */
async function buildNextApp(title, { folder, stamp, distDir = ".next", env = {} }) {
  const wanted = libraryHash() + hashOf([folder]);
  if (remembered(stamp) === wanted && existsSync(join(folder, distDir, "BUILD_ID"))) return true;
  forget(stamp);
  const options = { cwd: folder, env };
  const built = await step(`Building ${title}`, pinnedNode, [nextCli, "build"], options);
  if (built) remember(stamp, wanted);
  return built;
}
