import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../build/hash.mjs";
import { modules, root } from "../shared/paths.mjs";
import { readStamp, writeStamp } from "../shared/stamps.mjs";
import { step } from "../shared/step.mjs";
import { Stop } from "../shared/stop.mjs";
import { requirePinnedNode } from "./pinned-node.mjs";
import { requireWritable } from "./writable.mjs";

// --loglevel=error hides warnings about the system's Node, because all programs run on the pinned Node.
const INSTALL = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];

/** Installs the packages of package-lock.json, unless they are installed. */
export async function install() {
  const wanted = hashOf([join(root, "package-lock.json")]);
  if (readStamp("installed") === wanted) return;
  requireWritable(root);
  requireWritable(modules);
  const title = `Installing ${packageCount()} packages with npm`;
  if (!(await step(title, "npm", INSTALL, { cwd: root }))) {
    throw new Stop(
      "npm could not install the packages. The output of npm is above. " +
        "Check the network and `npm config get registry`, then run the command again.",
    );
  }
  requirePinnedNode();
  writeStamp("installed", wanted);
}

function packageCount() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.keys(lock.packages).filter((path) => path.startsWith("node_modules/")).length;
}
