import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { lab, nextCli } from "../shared/paths.mjs";
import { forget, remember, remembered } from "../shared/remember.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";

/** Builds the Lab for production unless its .next is that of the present sources and library. */
export async function buildLab() {
  const wanted = libraryHash() + hashOf([lab]);
  if (remembered("lab") === wanted && existsSync(join(lab, ".next/BUILD_ID"))) return true;
  forget("lab");
  const built = await step("Building the Lab", pinnedNode, [nextCli, "build"], { cwd: lab });
  if (built) remember("lab", wanted);
  return built;
}
