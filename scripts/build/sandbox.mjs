import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { engineFiles, root, sandbox } from "../shared/paths.mjs";
import { readStamp, removeStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { hashOf } from "./hash.mjs";
import { libraryHash } from "./library.mjs";

/** The files that a page of the practice loads before its first run. */
const SERVED = ["worker.js", "quickjs.wasm", "guest.json"];

function sandboxHash() {
  const inputs = [sandbox, join(root, "package-lock.json")];
  return libraryHash() + hashOf(inputs, (file) => !/\.test(-d)?\.ts$/.test(file));
}

/**
 * Builds packages/sandbox and copies its engine to the public files of the Lab, unless both are up to
 * date. The folder's name is a hash, so browsers may keep the files. Returns whether they are usable.
 */
export async function buildSandbox() {
  const wanted = sandboxHash();
  const served = join(engineFiles, wanted.slice(-16));
  if (readStamp("sandbox") === wanted && existsSync(served)) return true;
  removeStamp("sandbox");
  const main = join(sandbox, "build/main.ts");
  if (!(await step("Building the sandbox", pinnedNode, [main], { cwd: sandbox }))) return false;
  rmSync(engineFiles, { recursive: true, force: true });
  mkdirSync(served, { recursive: true });
  for (const name of SERVED) cpSync(join(sandbox, "dist", name), join(served, name));
  writeStamp("sandbox", wanted);
  return true;
}
