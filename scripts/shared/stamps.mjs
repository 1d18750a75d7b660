import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stamps } from "./paths.mjs";

/**
 * Returns the last value that `writeStamp` stored under a name, or undefined. Stamps are files in
 * node_modules, so a removed node_modules removes them too.
 */
export function readStamp(name) {
  try {
    return readFileSync(join(stamps, name), "utf8");
  } catch {
    return undefined;
  }
}

export function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}

export function removeStamp(name) {
  rmSync(join(stamps, name), { force: true });
}
