import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { fixture, lab, nextCli } from "../shared/paths.mjs";
import { forget, remember, remembered } from "../shared/remember.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";

export const buildLab = () => buildNextApp("the Lab", lab, "lab");
/** The small app that the tests of signet-auth/next run in. */
export const buildFixture = () => buildNextApp("the fixture app", fixture, "fixture");

/** Builds for production unless .next is that of the present sources and library. */
async function buildNextApp(title, folder, stamp) {
  const wanted = libraryHash() + hashOf([folder]);
  if (remembered(stamp) === wanted && existsSync(join(folder, ".next/BUILD_ID"))) return true;
  forget(stamp);
  const built = await step(`Building ${title}`, pinnedNode, [nextCli, "build"], { cwd: folder });
  if (built) remember(stamp, wanted);
  return built;
}
