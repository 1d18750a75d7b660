import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../build/hash.mjs";
import { readStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";

const INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs the packages of a folder outside the workspaces, unless they are installed. The folder has its
 * own package.json and lock file. The packages run no install scripts, so they download no programs.
 * `names` lists the packages in the title of the step. Returns whether the packages are installed.
 */
export async function installPackages(folder, stamp, names) {
  const wanted = hashOf([join(folder, "package-lock.json")]);
  if (readStamp(stamp) === wanted && existsSync(join(folder, "node_modules"))) return true;
  if (!(await step(`Installing ${names} with npm`, "npm", INSTALL, { cwd: folder }))) return false;
  writeStamp(stamp, wanted);
  return true;
}
