import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bin, library, root } from "../shared/paths.mjs";
import { readStamp, removeStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";

const inputs = [
  join(library, "src"),
  join(library, "package.json"),
  join(library, "tsconfig.json"),
  join(library, "tsconfig.build.json"),
  join(root, "tsconfig.base.json"),
  join(root, "package-lock.json"),
];

export function libraryHash() {
  return hashOf(inputs, (file) => !/\.test(-d)?\.ts$/.test(file));
}

/** Builds packages/signet, unless dist is up to date. Returns whether dist is usable. */
export async function buildLibrary() {
  const wanted = libraryHash();
  const dist = join(library, "dist");
  if (readStamp("library") === wanted && existsSync(dist)) return true;
  removeStamp("library");
  rmSync(dist, { recursive: true, force: true });
  const args = ["-p", "tsconfig.build.json"];
  const built = await step("Building the library", join(bin, "tsc"), args, { cwd: library });
  if (built) writeStamp("library", wanted);
  return built;
}
